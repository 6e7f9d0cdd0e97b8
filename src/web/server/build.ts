import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AppError } from '#lib/errors.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILDS = join(ROOT, 'build');
const SOURCES = [
  'src/web/**/*.{ts,tsx,css,json,js,svg}',
  'src/lib/*.ts',
  '*.config.ts',
  'package-lock.json',
];
const NATIVE = /^src[\\/]web[\\/]server[\\/]|\.test\.tsx?$/;
// A process of its own: what a build needs of memory ends with it.
const PROGRAM = join(ROOT, 'scripts', 'build-web.ts');
const KEPT_BUILDS = 4;
const LONGEST_MS = 180_000;

export type Build = {
  /** Where the browser's files are. */
  readonly assets: string;
  /** The address of the server's bundle, for `import()`. */
  readonly server: string;
};

/**
 * The pages, built from the sources as they are now; builds them unless that was done before. Each
 * state of the sources has a folder of its own, so that a panel that runs keeps its files.
 */
export async function ensureBuild(): Promise<Build> {
  const folder = join(BUILDS, `web-${hashSources()}`);
  if (!(await isThere(folder))) await build(folder);
  return {
    assets: join(folder, 'client'),
    server: pathToFileURL(join(folder, 'server', 'index.js')).href,
  };
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    if (NATIVE.test(path)) continue;
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

const DONE = 'done';

const isThere = (folder: string): Promise<boolean> =>
  readFile(join(folder, DONE)).then(
    () => true,
    () => false,
  );

/** Built beside its place and moved there, so that two starts at once do not meet. */
async function build(folder: string): Promise<void> {
  const draft = join(BUILDS, `draft-${process.pid}-${Date.now()}`);
  await mkdir(draft, { recursive: true });
  try {
    await runBuild(draft);
    await writeFile(join(draft, DONE), '');
    await rename(draft, folder).catch(async (error: unknown) => {
      if (!(await isThere(folder))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await sweepBuilds(folder);
}

/** Keeps a few: a panel that still runs may serve from one that is not the newest. */
async function sweepBuilds(newest: string): Promise<void> {
  const names = (await readdir(BUILDS)).filter((name) => name.startsWith('web-'));
  const found = await Promise.all(
    names.map(async (name) => {
      const folder = join(BUILDS, name);
      return { folder, builtAt: (await stat(folder).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  const old = found
    .filter(({ folder }) => folder !== newest)
    .sort((a, b) => b.builtAt - a.builtAt)
    .slice(KEPT_BUILDS);
  for (const { folder } of old) await rm(folder, { recursive: true, force: true });
}

function runBuild(folder: string): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new AppError('internal', `the pages could not be built:\n${output.trim()}`));
    });
  });
}
