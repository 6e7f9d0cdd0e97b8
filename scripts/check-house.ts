import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { automationPackages, automationWords, type LockedPackage } from './find-automation.ts';
import { brokenLinks } from './find-broken-links.ts';
import { foreignTraces } from './find-foreign-traces.ts';

// What no compiler sees: links in the documents, traces of one machine, a lock file without
// addresses, and no engagement automation in dependencies or code.
const root = fileURLToPath(new URL('..', import.meta.url));
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed.split('\n').filter((path) => path !== '' && existsSync(root + path));
const texts = new Map(
  files
    .filter((path) => /\.(ts|tsx|css|sql|md|json|sh)$|^\.[^/]*$|^\.ci\/|^[A-Z]+$/.test(path))
    .map((path) => [path, readFileSync(root + path, 'utf8')]),
);
const pages = new Map([...texts].filter(([path]) => path.endsWith('.md')));
const product = [...texts].filter(([path]) => path.startsWith('src/'));
const lock = JSON.parse(texts.get('package-lock.json') ?? '') as {
  packages: Record<string, LockedPackage & { resolved?: string }>;
};

const found = [
  ...brokenLinks(pages, files),
  ...[...texts].flatMap(([path, text]) => foreignTraces(path, text)),
  ...Object.keys(lock.packages)
    .filter((path) => lock.packages[path]?.resolved)
    .map((path) => `package-lock.json: ${path} carries an address of a registry`),
  ...automationPackages(lock.packages),
  ...product.flatMap(([path, text]) => automationWords(path, text)),
];
for (const line of found) process.stderr.write(`${line}\n`);
process.stdout.write(`${texts.size} files, ${pages.size} pages, ${found.length} findings\n`);
process.exitCode = found.length === 0 ? 0 : 1;
