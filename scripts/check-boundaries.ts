import { execFileSync } from 'node:child_process';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findViolations } from './find-violations.ts';
import { readModules } from './read-modules.ts';

// The layers, the domains and the shape of files, as boundaries.ts has them.
const root = fileURLToPath(new URL('..', import.meta.url));
const modules = await readModules(root, ['src', 'test', 'bench', 'scripts']);
const read = new Set(modules.map((module) => module.path));
const imports = modules.reduce((sum, module) => sum + module.imports.length, 0);

// A checker that silently reads nothing passes everything: the compiler says what there is to read.
const unread = compiled().filter((path) => !read.has(path));
const found = [
  ...unread.map((path) => `${path}: the compiler reads it, this checker did not`),
  ...(imports < modules.length
    ? ['fewer imports than modules: the parser is not to be trusted']
    : []),
  ...findViolations(modules),
];
for (const line of found) process.stderr.write(`${line}\n`);
process.stdout.write(`${modules.length} modules, ${imports} imports, ${found.length} violations\n`);
process.exitCode = found.length === 0 ? 0 : 1;

function compiled(): string[] {
  const tsc = fileURLToPath(new URL('../bin/tsc', import.meta.resolve('typescript')));
  const listed = execFileSync(process.execPath, [tsc, '-p', root, '--listFilesOnly'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = listed.split('\n').map((line) => relative(root, line.trim()).replaceAll(sep, '/'));
  return paths.filter((path) => path !== '' && !/^\.\.|node_modules\/|\.json$/.test(path));
}
