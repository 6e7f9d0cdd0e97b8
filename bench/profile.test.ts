import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { summarise } from './profile.ts';

const file = (name: string) => pathToFileURL(`${process.cwd()}/${name}`).href;

const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
  children,
});

// root → (idle) · serve → parse → parse (recursion) · serve → query (a package)
const PROFILE = {
  nodes: [
    node(1, '(root)', '', [2, 3]),
    node(2, '(idle)', ''),
    node(3, 'serve', file('src/api/server.ts'), [4, 6]),
    node(4, 'parse', file('src/api/parse.ts'), [5]),
    node(5, 'parse', file('src/api/parse.ts')),
    node(6, 'query', file('node_modules/pg/lib/client.js')),
  ],
  samples: [2, 3, 4, 5, 6, 6],
  timeDeltas: [10_000, 1_000, 2_000, 4_000, 8_000, 8_000],
};

test('self time is added up by function and by part, without what is idle', () => {
  const { busyMs, idleMs, functions, parts } = summarise(PROFILE);
  assert.equal(idleMs, 10);
  assert.equal(busyMs, 23);
  assert.deepEqual(
    functions.slice(0, 3).map(({ name, selfMs }) => [name, selfMs]),
    [
      ['query', 16],
      ['parse', 6],
      ['serve', 1],
    ],
  );
  assert.deepEqual(parts.slice(0, 2), [
    { name: 'pg', selfMs: 16 },
    { name: 'src/api', selfMs: 7 },
  ]);
});

test('a function that calls itself counts once in its total', () => {
  const { functions } = summarise(PROFILE);
  const total = (name: string) => functions.find((one) => one.name === name)?.totalMs;
  assert.equal(total('parse'), 6);
  assert.equal(total('serve'), 23);
});
