import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import type { Language } from '#developers/index.ts';

const run = promisify(execFile);

/** What a sample printed: the body, and the status where it prints one. */
export type Printed = { status: number | undefined; body: unknown };

type Runner = {
  readonly file: string;
  readonly program: string;
  read(printed: string): Printed | Promise<Printed>;
};

const RUNNERS: Record<Language, Runner> = {
  curl: {
    file: 'sample.sh',
    program: 'bash',
    read: (text) => ({ status: undefined, body: JSON.parse(text) }),
  },
  javascript: {
    file: 'sample.mjs',
    program: process.execPath,
    // What Node prints of plain data is JavaScript again.
    read: (text) => withStatus(text, (body) => runInNewContext(`(${body})`)),
  },
  python: { file: 'sample.py', program: 'python3', read: readPython },
  sdk: {
    file: 'sample.ts',
    program: process.execPath,
    // A list, a Map or a word: what is in it is compared, not its form.
    read: (text) => ({ status: undefined, body: text }),
  },
  php: { file: 'sample.php', program: 'php', read: (text) => withStatus(text, JSON.parse) },
};

export const LANGUAGES = Object.keys(RUNNERS) as Language[];

/** Programs that this machine lacks; in CI none may be. */
export async function missingPrograms(): Promise<Language[]> {
  const isThere = (language: Language) =>
    run(RUNNERS[language].program, ['--version']).then(
      () => true,
      () => false,
    );
  const found = await Promise.all(LANGUAGES.map(isThere));
  return LANGUAGES.filter((_, at) => !found[at]);
}

/** Runs the text as a program of its own, as a reader would, with the key in the environment. */
export async function runSample(language: Language, text: string, key: string): Promise<Printed> {
  const { file, program, read } = RUNNERS[language];
  const folder = await mkdtemp(join(tmpdir(), 'sample-'));
  try {
    await writeFile(join(folder, file), text);
    if (language === 'sdk') await install(folder);
    const { stdout } = await run(program, [join(folder, file)], {
      env: { ...process.env, NOTPANEL_KEY: key },
    });
    return await read(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const CLIENT = new URL('../../sdk/typescript/src/index.ts', import.meta.url);

/** The client under its own name, as it lies in the repository. */
async function install(folder: string): Promise<void> {
  const place = join(folder, 'node_modules/@notpanel/sdk');
  await mkdir(place, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(place, 'package.json'), '{"type":"module","exports":"./index.js"}');
  await writeFile(join(place, 'index.js'), `export * from ${JSON.stringify(CLIENT.href)};\n`);
}

function withStatus(text: string, read: (body: string) => unknown): Printed {
  const [, status, body = ''] = /^(\d{3}) ([\s\S]+)$/.exec(text.trim()) ?? [];
  assert.ok(status, text);
  // What comes from another context has other prototypes.
  return { status: Number(status), body: JSON.parse(JSON.stringify(read(body))) };
}

const FROM_PYTHON = 'import ast, json, sys; print(json.dumps(ast.literal_eval(sys.argv[1])))';

async function readPython(text: string): Promise<Printed> {
  const [, status, body = ''] = /^(\d{3}) ([\s\S]+)$/.exec(text.trim()) ?? [];
  assert.ok(status, text);
  const { stdout } = await run('python3', ['-c', FROM_PYTHON, body]);
  return { status: Number(status), body: JSON.parse(stdout) };
}
