import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { serveWeb } from '#test/support/web.ts';
import { CLAIMS } from '../claims.ts';
import { missingProofs, promisedIn, readPromises } from './promises.ts';

test('Every promise of the page has its line, its figure, and tests that are there', async () => {
  const { promised } = await readPromises();
  for (const id of Object.values(CLAIMS).flat()) {
    const line = promised.get(id);
    assert.ok(line, `${id}: docs/engineering has no such line any more`);
    assert.match(line.measured, /\w/, `${id}: its figure is gone`);
    assert.ok(line.proofs.length > 0, `${id}: nothing shows it`);
    assert.deepEqual(missingProofs(line), [], `${id}: what shows it is gone`);
  }
});

test('A line without its figure, its test or its number is noticed', () => {
  const table = (row: string) => `| goal | shown by | measured |\n| --- | --- | --- |\n${row}\n`;
  const [gone] = promisedIn(table('| I9: x | [t](../../test/no-such.test.ts) | |'));
  assert.deepEqual(gone?.measured, '');
  assert.deepEqual(gone && missingProofs(gone), ['test/no-such.test.ts']);
  assert.deepEqual(promisedIn(table('| no number | [t](../../test/run.ts) | 1 |')), []);
  const [marked] = promisedIn(table('| x <!-- why: a-b bench/run.ts --> | – | **1** `ms` |'));
  assert.deepEqual(marked, { id: 'a-b', goal: 'x', measured: '1 ms', proofs: ['bench/run.ts'] });
});

test('The page shows each promise in the visitor’s language, and every goal that was not met', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const { promised, notMet, notCovered } = await readPromises();
  const { status, body } = await get('/why');
  assert.equal(status, 200);
  const text = body.replaceAll('&#x27;', '’').replaceAll("'", '’');
  const has = (wanted: string) =>
    assert.ok(text.includes(wanted.replaceAll("'", '’')), `${wanted} is not on the page`);
  for (const id of Object.values(CLAIMS).flat()) has(promised.get(id)?.measured ?? '?');
  assert.ok(notMet.length > 0 && notCovered !== '');
  for (const { title } of notMet) has(title);
  has(notCovered);
  assert.match((await get('/tr/why')).body, /Neden notpanel/);
  assert.match((await get('/ar/why')).body, /لماذا/);
});
