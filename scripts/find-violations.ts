import { posix } from 'node:path';
import {
  DEPENDENCIES,
  DOMAINS,
  ENVIRONMENT_READER,
  FOLDERS_BY_KIND,
  LAYERS,
  LOADER_OF_PAGES,
  MAIN_FOLDERS,
  MAX_FILE_LINES,
  MAX_FUNCTION_LINES,
  NAMES_THAT_SAY_NOTHING,
  TOOLS,
} from './boundaries.ts';
import { findCycles } from './find-cycles.ts';
import type { Module } from './read-modules.ts';

type Graph = Map<string, string[]>;

/** Every breach of the house's rules, one line each; empty when there is none. */
export function findViolations(modules: readonly Module[]): string[] {
  const known = new Set(modules.map((module) => module.path));
  const graph: Graph = new Map();
  const found = modules.flatMap((module) => [
    ...shapeOf(module),
    ...importsOf(module, known, graph),
  ]);
  const cycles = findCycles(graph).map((cycle) => `cycle: ${cycle.join(' → ')}`);
  return [...found, ...cycles];
}

function shapeOf(module: Module): string[] {
  const { path } = module;
  const found = [];
  if (module.lines > MAX_FILE_LINES && !module.generated) {
    found.push(`${path}: ${module.lines} lines, at most ${MAX_FILE_LINES}`);
  }
  for (const { line, lines } of module.functions) {
    if (lines <= MAX_FUNCTION_LINES) continue;
    found.push(`${path}:${line}: a function of ${lines} lines, at most ${MAX_FUNCTION_LINES}`);
  }
  const [file = '', ...folders] = path.split('/').toReversed();
  for (const name of [file.replace(/(\.\w+)+$/, ''), ...folders]) {
    if (NAMES_THAT_SAY_NOTHING.test(name)) found.push(`${path}: the name ${name} says nothing`);
  }
  for (const name of folders) {
    if (FOLDERS_BY_KIND.test(name)) found.push(`${path}: the folder ${name} sorts by kind`);
  }
  if (isProduct(path) && path !== ENVIRONMENT_READER) {
    for (const line of module.readsEnvironment) {
      found.push(`${path}:${line}: only ${ENVIRONMENT_READER} reads the environment`);
    }
  }
  return found;
}

function importsOf(module: Module, known: ReadonlySet<string>, graph: Graph): string[] {
  const found: string[] = [];
  const edges: string[] = [];
  graph.set(module.path, edges);
  for (const { specifier, line } of module.imports) {
    const say = (text: string) => found.push(`${module.path}:${line}: ${text}`);
    const target = resolve(module.path, specifier);
    if (specifier === '' && module.path === LOADER_OF_PAGES) continue;
    else if (specifier === '') say('a computed import cannot be checked');
    else if (target === undefined) {
      const refusal = dependencyRefusal(module.path, specifier);
      if (refusal) say(refusal);
    } else if (/\.(json|sql|css)$/.test(target)) continue;
    else if (!known.has(target)) say(`${specifier} is not there`);
    else {
      edges.push(target);
      const refusal = importRefusal(module.path, target, specifier);
      if (refusal) say(refusal);
    }
  }
  return found;
}

function importRefusal(from: string, to: string, specifier: string): string | undefined {
  const [own, other] = [folderOf(from), folderOf(to)];
  const relative = specifier.startsWith('.');
  if (isTest(to) && isProduct(from) && !isTest(from)) return `${specifier} is a test's`;
  if (isBundled(to) && !isBundled(from) && isProduct(from) && !isTest(from)) {
    return `${specifier} is bundled: only pages import it`;
  }
  if (own === other && (isTest(from) || isBundled(from) === isBundled(to))) {
    const near = to.startsWith(`${posix.dirname(from)}/`);
    return near && !relative ? `what is near is imported as ./…, not ${specifier}` : undefined;
  }
  if (own !== other && !isTest(from) && isProduct(from) && !LAYERS[own]?.includes(other)) {
    return LAYERS[own] ? `${own} may not import ${other}` : `${own} has no place in boundaries.ts`;
  }
  if (relative && isProduct(to)) return `${specifier} leaves its folder: write #${to.slice(4)}`;
  if (isBundled(from) && !isBundled(to) && !specifier.startsWith(SELF)) {
    return `pages import ${SELF}${to.slice(4)}, not ${specifier}: what is native is never bundled`;
  }
  if (other in DOMAINS && isProduct(from) && to !== `src/${other}/index.ts`) {
    return `${other} is imported through #${other}/index.ts`;
  }
  return undefined;
}

function dependencyRefusal(from: string, specifier: string): string | undefined {
  if (!isProduct(from) || isTest(from) || specifier.startsWith('node:')) return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const places = DEPENDENCIES[name];
  if (!places) return `${name} has no place in boundaries.ts`;
  return places.includes(folderOf(from)) ? undefined : `${folderOf(from)} may not use ${name}`;
}

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('#test/')) return specifier.slice(1);
  if (specifier.startsWith(SELF)) return `src/${specifier.slice(SELF.length)}`;
  return specifier.startsWith('#') ? `src/${specifier.slice(1)}` : undefined;
}

/** The layer or domain of a file, or the tool folder beside `src`. */
function folderOf(path: string): string {
  const [top = '', folder = '', rest] = path.split('/');
  if (TOOLS.includes(top)) return top;
  return rest === undefined || MAIN_FOLDERS.includes(folder) ? 'main' : folder;
}

/** By its own name the package is what Vite leaves to Node. */
const SELF = 'notpanel/';

/** The pages, which Vite bundles; the rest of `src` runs as it is. */
const isBundled = (path: string): boolean =>
  path.startsWith('src/web/') && !isTest(path) && !path.startsWith('src/web/server/');

const isProduct = (path: string): boolean => path.startsWith('src/');

const isTest = (path: string): boolean => path.startsWith('test/') || /\.test\.tsx?$/.test(path);
