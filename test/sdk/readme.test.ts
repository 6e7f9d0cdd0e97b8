import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { openBuyer, startApi } from '#test/support/api.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';
import { reloadCatalog } from '#catalog/index.ts';
import { ROOT, SDKS, startDriver, whyNot, type Sdk } from './sdks.ts';

const run = promisify(execFile);

type Reader = {
  fence: string;
  file: string;
  /** Makes the library what the page says it is after its installation. */
  install(folder: string): Promise<void>;
  env(folder: string): NodeJS.ProcessEnv;
};

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

const READERS: Record<string, Reader> = {
  typescript: {
    fence: 'ts',
    file: 'example.ts',
    async install(folder) {
      const place = join(folder, 'node_modules/@notpanel/sdk');
      await mkdir(place, { recursive: true });
      const project = join(ROOT, 'sdk/typescript/tsconfig.build.json');
      await run(process.execPath, [TSC, '-p', project, '--outDir', join(place, 'dist')]);
      const manifest = await readFile(join(ROOT, 'sdk/typescript/package.json'), 'utf8');
      await writeFile(join(place, 'package.json'), manifest);
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
};

/** The page's blocks, one after the other, as one program. */
async function program({ name }: Sdk, fence: string): Promise<string> {
  const page = await readFile(join(ROOT, 'sdk', name, 'README.md'), 'utf8');
  const blocks = page.matchAll(new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return Array.from(blocks, ([, text]) => text).join('\n');
}

const withFolder = async (name: string) => {
  const folder = await mkdtemp(join(tmpdir(), `notpanel-${name}-`));
  const remove = () => rm(folder, { recursive: true });
  return { folder, [Symbol.asyncDispose]: remove };
};

describe('the page of each SDK', () => {
  for (const sdk of SDKS) {
    const reader = READERS[sdk.name] as Reader;
    test(`${sdk.name}: its program does what it says`, { skip: whyNot(sdk) }, async () => {
      await using app = await openTestApp();
      await addService(app, { rate: '0.9', max: 1_000_000 });
      await reloadCatalog(app);
      await using api = await startApi(app);
      const buyer = await openBuyer(app, '5');
      await using place = await withFolder(sdk.name);
      await reader.install(place.folder);
      const file = join(place.folder, reader.file);
      await writeFile(file, await program(sdk, reader.fence));
      const env = {
        ...process.env,
        ...reader.env(place.folder),
        NOTPANEL_URL: api.origin,
        NOTPANEL_KEY: buyer.keys.notpanel,
      };
      const { stdout, stderr } = await run(sdk.program, [file], { cwd: place.folder, env });
      const [cost, placed, first, miss, dear, hook, answers, ...rest] = stdout.trim().split('\n');
      assert.equal(cost, '0.90 of 5.00 USD', stdout + stderr);
      assert.match(placed ?? '', /^ord_\d+ pending 0\.90 1000$/);
      assert.match(first ?? '', /^ord_\d+ pending$/);
      assert.equal(miss, 'ord_2147483647 Order not found');
      assert.match(dear ?? '', /^top up first: Insufficient balance req_/);
      assert.deepEqual([hook, answers, rest], ['evt_1 order.completed', '204 400', []]);
    });
  }

  test('typescript: the built package is the one that was tested', async () => {
    await using place = await withFolder('dist');
    await READERS['typescript']?.install(place.folder);
    const built = join(place.folder, 'node_modules/@notpanel/sdk/dist/index.js');
    await using driver = startDriver(SDKS[0] as Sdk, { NOTPANEL_SDK: built });
    const { value } = await driver.ask({ call: 'money.add', args: { a: '0.1', b: '0.2' } });
    assert.equal(value, '0.30');
  });
});

test('each SDK says the version that its package and its changelog say', async () => {
  const read = (path: string) => readFile(join(ROOT, 'sdk', path), 'utf8');
  const sources = {
    typescript: ['package.json', 'src/transport.ts'],
    python: ['pyproject.toml', 'src/notpanel/transport.py'],
    php: ['composer.json', 'src/Transport.php'],
  };
  for (const [name, [manifest = '', source = '']] of Object.entries(sources)) {
    const [, version = ''] =
      /version"?(?: =|:) "([\d.]+)"/.exec(await read(`${name}/${manifest}`)) ?? [];
    const [, said] = /VERSION = ["']([\d.]+)["']/.exec(await read(`${name}/${source}`)) ?? [];
    const [, changed] = /^## ([\d.]+)$/m.exec(await read(`${name}/CHANGELOG.md`)) ?? [];
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual([said, changed], [version, version], name);
  }
});
