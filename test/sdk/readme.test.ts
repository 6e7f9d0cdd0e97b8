import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { openBuyer, startApi } from '#test/support/api.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';
import { reloadCatalog } from '#catalog/index.ts';
import { buildTypescript, ROOT, SDKS, TSC, whyNot, type Sdk } from './sdks.ts';

const run = promisify(execFile);
const PYTHON = { name: 'python', program: 'python3' };
const GO = { name: 'go', program: 'go' };

type Reader = {
  fence: string;
  file: string;
  /** What its program is told before the file's name. */
  before?: string[];
  /** Makes the library what the page says it is after its installation. */
  install(folder: string): Promise<void>;
  env(folder: string): NodeJS.ProcessEnv;
};

const READERS: Record<string, Reader> = {
  typescript: {
    fence: 'ts',
    file: 'example.ts',
    async install(folder) {
      const place = join(folder, 'node_modules/@notpanel/sdk');
      await mkdir(place, { recursive: true });
      await buildTypescript(place);
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    },
    env: () => ({}),
  },
  python: {
    fence: 'python',
    file: 'example.py',
    install: async () => {},
    env: () => ({ PYTHONPATH: join(ROOT, 'sdk/python/src'), PYTHONDONTWRITEBYTECODE: '1' }),
  },
  php: {
    fence: 'php',
    file: 'example.php',
    async install(folder) {
      await mkdir(join(folder, 'vendor'));
      const autoload = `<?php require '${join(ROOT, 'sdk/php/autoload.php')}';`;
      await writeFile(join(folder, 'vendor/autoload.php'), autoload);
    },
    env: () => ({}),
  },
  go: {
    fence: 'go',
    file: 'example.go',
    before: ['run'],
    async install(folder) {
      const required = 'require notpanel v0.1.0';
      const replaced = `replace notpanel => ${join(ROOT, 'sdk/go')}`;
      await writeFile(
        join(folder, 'go.mod'),
        ['module example', 'go 1.19', required, replaced, ''].join('\n'),
      );
    },
    env: () => ({}),
  },
};

/** The page's blocks of a language, one after the other, as one program. */
async function program(path: string, fence: string): Promise<string> {
  const page = await readFile(join(ROOT, path), 'utf8');
  const blocks = page.matchAll(new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return Array.from(blocks, ([, text]) => text).join('\n');
}

const withFolder = async (name: string) => {
  const folder = await mkdtemp(join(tmpdir(), `notpanel-${name}-`));
  const remove = () => rm(folder, { recursive: true });
  return { folder, [Symbol.asyncDispose]: remove };
};

type Shop = AsyncDisposable & { key: string; origin: string };

async function openShop(): Promise<Shop> {
  const app = await openTestApp();
  await addService(app, { rate: '0.9', max: 1_000_000 });
  await reloadCatalog(app);
  const api = await startApi(app);
  const buyer = await openBuyer(app, '5');
  return {
    key: buyer.keys.notpanel,
    origin: api.origin,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

const COMPILER = [
  ...['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'],
  ...['--typeRoots', join(ROOT, 'node_modules/@types')],
];

/** Runs a page's program as a reader would who did what it says first; its lines. */
async function follow(sdk: Sdk, path: string, shop: Shop): Promise<string[]> {
  const { fence, file, before = [], install, env } = READERS[sdk.name] as Reader;
  await using place = await withFolder(sdk.name);
  const { folder } = place;
  await install(folder);
  await writeFile(join(folder, file), await program(path, fence));
  if (fence === 'ts') await run(process.execPath, [TSC, ...COMPILER, file], { cwd: folder });
  const { stdout } = await run(sdk.program, [...before, file], {
    cwd: folder,
    env: {
      ...{ ...process.env, ...env(folder) },
      ...{ NOTPANEL_URL: shop.origin, NOTPANEL_KEY: shop.key },
    },
  });
  return stdout.trim().split('\n');
}

describe('what the pages show', () => {
  for (const sdk of SDKS) {
    test(`${sdk.name}: its README does what it says`, { skip: whyNot(sdk) }, async () => {
      await using shop = await openShop();
      const said = await follow(sdk, `sdk/${sdk.name}/README.md`, shop);
      const [cost, placed, first, miss, dear, hook, answers, ...rest] = said;
      assert.equal(cost, '0.90 of 5.00 USD');
      assert.match(placed ?? '', /^ord_\d+ pending 0\.90 1000$/);
      assert.match(first ?? '', /^ord_\d+ pending$/);
      assert.equal(miss, 'ord_2147483647 Order not found');
      assert.match(dear ?? '', /^top up first: Insufficient balance req_/);
      assert.deepEqual([hook, answers, rest], ['evt_1 order.completed', '204 400', []]);
    });

    test(`${sdk.name}: the page of the docs does what it says`, { skip: whyNot(sdk) }, async () => {
      await using shop = await openShop();
      const [line = '', ...rest] = await follow(sdk, 'docs/product/developers/sdks.md', shop);
      assert.match(line, /^ord_\d+ ((F|f)alse )?pending 0\.90 1000$/);
      assert.deepEqual(rest, []);
    });
  }
});

test('each SDK says the version that its package and its changelog say', async () => {
  const read = (path: string) => readFile(join(ROOT, 'sdk', path), 'utf8');
  const sources = {
    typescript: ['package.json', 'src/transport.ts'],
    python: ['pyproject.toml', 'src/notpanel/transport.py'],
    php: ['composer.json', 'src/Transport.php'],
    go: ['README.md', 'transport.go'],
  };
  for (const [name, [manifest = '', source = '']] of Object.entries(sources)) {
    const [, version = ''] =
      /(?:version"?(?: =|:) "|notpanel@v)([\d.]+)/.exec(await read(`${name}/${manifest}`)) ?? [];
    const [, said] = /VERSION = ["']([\d.]+)["']/i.exec(await read(`${name}/${source}`)) ?? [];
    const [, changed] = /^## ([\d.]+)$/m.exec(await read(`${name}/CHANGELOG.md`)) ?? [];
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual([said, changed], [version, version], name);
  }
});

test('the Python of the SDK is that of Python 3.9', { skip: whyNot(PYTHON) }, async () => {
  const parse =
    'import ast, sys; [ast.parse(open(f).read(), feature_version=(3, 9)) for f in sys.argv[1:]]';
  const folder = join(ROOT, 'sdk/python/src/notpanel');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.py'));
  assert.ok(files.length >= 6);
  await run('python3', ['-c', parse, ...files.map((name) => join(folder, name))]);
});

test('the Go of the SDK is formatted', { skip: whyNot(GO) }, async () => {
  const { stdout } = await run('gofmt', ['-l', join(ROOT, 'sdk/go')]);
  assert.equal(stdout, '');
});
