import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findViolations } from './find-violations.ts';
import { readModules } from './read-modules.ts';

/** Writes a tree, reads it as the checker does, and removes it again. */
async function violationsIn(files: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'notpanel-boundaries-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await mkdir(join(root, 'src'), { recursive: true });
    const modules = await readModules(root, ['src']);
    assert.equal(modules.length, Object.keys(files).length);
    return findViolations(modules);
  } finally {
    await rm(root, { recursive: true });
  }
}

const HOUSE = {
  'src/lib/money.ts': 'export type Money = bigint;\n',
  'src/platform/db/types.ts': "import pg from 'pg';\nexport type Db = pg.Client;\n",
  'src/ledger/index.ts': "export { post } from './post.ts';\n",
  'src/ledger/post.ts':
    "import type { Db } from '#platform/db/types.ts';\nexport type post = Db;\n",
  'src/ledger/post.test.ts': "import test from 'node:test';\nimport fc from 'fast-check';\n",
  'src/coupons/index.ts': "import { post } from '#ledger/index.ts';\nexport type C = post;\n",
  'src/api/server.ts': "import type { C } from '#coupons/index.ts';\nexport type S = C;\n",
  'src/config.ts': 'export const port = process.env.PORT;\n',
  'src/start/start.ts': "import '../config.ts';\nimport { Hono } from 'hono';\n",
  'src/main.ts': "import './start/start.ts';\nimport type { S } from '#api/server.ts';\n",
};

test('A house in order has no violation', async () => {
  assert.deepEqual(await violationsIn(HOUSE), []);
});

const line = (count: number) => 'void 0;\n'.repeat(count);

const PLANTED: [rule: string, files: Record<string, string>, said: RegExp][] = [
  [
    'An import against the direction of the layers',
    { 'src/lib/ids.ts': "import '#platform/db/types.ts';\n" },
    /^src\/lib\/ids\.ts:1: lib may not import platform$/,
  ],
  [
    'A type import counts as an import',
    { 'src/platform/app.ts': "import type { post } from '#ledger/index.ts';\n" },
    /platform may not import ledger/,
  ],
  [
    'An inline import type counts as an import',
    { 'src/platform/app.ts': "export type P = import('#ledger/index.ts').post;\n" },
    /platform may not import ledger/,
  ],
  [
    'A re-export counts as an import',
    { 'src/platform/app.ts': "export type * from '#ledger/index.ts';\n" },
    /platform may not import ledger/,
  ],
  [
    'A dynamic import counts as an import',
    { 'src/platform/app.ts': "void import('#ledger/index.ts');\n" },
    /platform may not import ledger/,
  ],
  [
    'An import that is computed',
    { 'src/api/load.ts': 'void import(`#ledger/${1}.ts`);\n' },
    /a computed import cannot be checked/,
  ],
  [
    'A lower domain that imports a higher one',
    { 'src/ledger/promise.ts': "import '#coupons/index.ts';\n" },
    /ledger may not import coupons/,
  ],
  [
    'A domain that is not on the list of another',
    { 'src/refills/index.ts': "import '#ledger/index.ts';\n" },
    /refills may not import ledger/,
  ],
  [
    "A way past another domain's index",
    { 'src/api/balance.ts': "import '#ledger/post.ts';\n" },
    /ledger is imported through #ledger\/index\.ts/,
  ],
  [
    'A relative import that leaves its folder',
    { 'src/coupons/use.ts': "import '../ledger/index.ts';\n" },
    /leaves its folder: write #ledger\/index\.ts/,
  ],
  [
    'An absolute import inside a folder',
    { 'src/coupons/use.ts': "import '#coupons/index.ts';\n" },
    /what is near is imported as \.\/…, not #coupons\/index\.ts/,
  ],
  [
    'A folder without a place in the order',
    { 'src/gossip/index.ts': "import '#lib/money.ts';\n" },
    /gossip has no place/,
  ],
  [
    'A module that is not there',
    { 'src/api/x.ts': "import './y.ts';\n" },
    /\.\/y\.ts is not there/,
  ],
  [
    'A test imported by the product',
    { 'src/ledger/read.ts': "import './post.test.ts';\n" },
    /\.\/post\.test\.ts is a test's/,
  ],
  [
    'A cycle of type imports',
    {
      'src/orders/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'src/orders/b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
      'src/orders/c.ts': "import type { A } from './a.ts';\nexport type C = A;\n",
    },
    /^cycle: src\/orders\/a\.ts → src\/orders\/b\.ts → src\/orders\/c\.ts → src\/orders\/a\.ts$/,
  ],
  [
    'The environment read outside config.ts',
    { 'src/api/port.ts': "export const port = process.env['PORT'];\n" },
    /^src\/api\/port\.ts:1: only src\/config\.ts reads the environment$/,
  ],
  [
    'The environment imported from node:process',
    { 'src/api/port.ts': "import { env } from 'node:process';\nexport const port = env;\n" },
    /only src\/config\.ts reads the environment/,
  ],
  [
    'hono on the way of an order',
    { 'src/api/x.ts': "import 'hono/tiny';\n" },
    /api may not use hono/,
  ],
  ['pg in a domain', { 'src/ledger/x.ts': "import type p from 'pg';\n" }, /ledger may not use pg/],
  [
    'The job queue in a domain',
    { 'src/orders/x.ts': "import 'graphile-worker';\n" },
    /orders may not use graphile-worker/,
  ],
  [
    'A dependency nobody decided on',
    { 'src/orders/x.ts': "import '@scope/left-pad/now';\n" },
    /@scope\/left-pad has no place/,
  ],
  ['A file that is two ideas', { 'src/api/long.ts': line(401) }, /401 lines, at most 400/],
  [
    'A function that is two ideas',
    { 'src/api/long.ts': `export const f = () => {\n${line(69)}};\n` },
    /^src\/api\/long\.ts:1: a function of 71 lines, at most 70$/,
  ],
  ['A name that says nothing', { 'src/api/utils.ts': line(1) }, /the name utils says nothing/],
  ['A folder that sorts by kind', { 'src/api/models/x.ts': line(1) }, /the folder models sorts/],
  [
    'A folder that says nothing',
    { 'src/api/common/x.ts': line(1) },
    /the name common says nothing/,
  ],
];

for (const [rule, files, said] of PLANTED) {
  test(`${rule} is found`, async () => {
    const found = await violationsIn({ ...HOUSE, ...files });
    assert.ok(
      found.some((one) => said.test(one)),
      `expected ${said} in:\n${found.join('\n')}`,
    );
    assert.equal(found.length, 1, found.join('\n'));
  });
}

test('A function that holds tests may be as long as they are many', async () => {
  const each = `await t.test('a', () => {\n${line(40)}});\n`;
  const text = `import { test } from 'node:test';\ntest('all', async (t) => {\n${each}${each}});\n`;
  assert.deepEqual(await violationsIn({ ...HOUSE, 'src/api/a.test.ts': text }), []);
});

test('What is written in comments and strings is not taken for an import', async () => {
  const text = "// import '#ledger/post.ts';\nexport const a = \"import '#x.ts'\";\n";
  assert.deepEqual(await violationsIn({ ...HOUSE, 'src/lib/a.ts': text }), []);
});

test('A file that does not parse stops the check', async () => {
  await assert.rejects(violationsIn({ 'src/lib/a.ts': 'const = 1;\n' }), /src\/lib\/a\.ts/);
});
