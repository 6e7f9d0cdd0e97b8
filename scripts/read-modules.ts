import { readFile, readdir } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export type Module = {
  /** From the root of the repository, with forward slashes. */
  path: string;
  lines: number;
  generated: boolean;
  /** Every specifier, type imports counted. */
  imports: { specifier: string; line: number }[];
  readsEnvironment: number[];
  functions: { line: number; lines: number }[];
};

type Node = { type: string; start: number; end: number; [key: string]: unknown };

const CODE = /\.[cm]?tsx?$/;

/** Parses every TypeScript file below the folders; throws on one that does not parse. */
export async function readModules(root: string, folders: readonly string[]): Promise<Module[]> {
  const paths = [];
  for (const folder of folders) {
    const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of found) {
      const path = posix.join(
        folder,
        entry.parentPath.slice(join(root, folder).length),
        entry.name,
      );
      if (entry.isFile() && CODE.test(entry.name)) paths.push(path.replaceAll(sep, '/'));
    }
  }
  return Promise.all(
    paths.sort().map(async (path) => parse(path, await readFile(join(root, path), 'utf8'))),
  );
}

function parse(path: string, text: string): Module {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = lineCounter(text);
  const module: Module = {
    path,
    lines: text.split('\n').length - 1,
    generated: text.startsWith('// Generated '),
    imports: [],
    readsEnvironment: [],
    functions: [],
  };
  walk(program as unknown as Node, undefined, (node, parent) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) module.imports.push({ specifier, line: lineOf(node.start) });
    if (isEnvironment(node)) module.readsEnvironment.push(lineOf(node.start));
    if (isFunction(node) && !isSuite(parent, text)) {
      const line = lineOf(node.start);
      module.functions.push({ line, lines: lineOf(node.end) - line + 1 });
    }
  });
  return module;
}

function walk(node: Node, parent: Node | undefined, see: (node: Node, parent?: Node) => void) {
  see(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && 'type' in child) {
        walk(child as Node, node, see);
      }
    }
  }
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** `import`, `export from`, `import()` and `typeof import()`; a computed one is `''`, never skipped. */
function specifierOf(node: Node): string | undefined {
  if (node.type === 'TSExternalModuleReference') return literal(node['expression']) ?? '';
  if (!IMPORTING.has(node.type) || !node['source']) return undefined;
  return literal(node['source']) ?? '';
}

function literal(node: unknown): string | undefined {
  const { type, value } = node as { type: string; value?: unknown };
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
}

function isEnvironment(node: Node): boolean {
  if (node.type === 'ImportDeclaration') {
    return /^(node:)?process$/.test(literal(node['source']) ?? '');
  }
  if (node.type !== 'MemberExpression') return false;
  const { name: owner } = node['object'] as { name?: string };
  const { name, value } = node['property'] as { name?: string; value?: unknown };
  return owner === 'process' && (name === 'env' || value === 'env');
}

const isFunction = (node: Node): boolean =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);

/** A function that holds tests is as long as they are many; each of them is counted by itself. */
const isSuite = (parent: Node | undefined, text: string): boolean =>
  parent?.type === 'CallExpression' &&
  /^((describe|suite)\(|test\([^]*\bt\.test\()/.test(text.slice(parent.start, parent.end));

function lineCounter(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
