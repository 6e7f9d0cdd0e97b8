import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { displayRates } from './display-rates.ts';
import { fetchReferenceRates } from './fetch-reference-rates.ts';
import { followCurrencies } from './followed-currencies.ts';
import { listDisplayRates } from './list-display-rates.ts';
import { removeDisplayRate } from './remove-display-rate.ts';
import { setDisplayRate } from './set-display-rate.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const EUR = { currency: 'EUR', rate: 920_000_000n, asOf: '2026-11-20', source: 'operator' };

const set = (app: TestApp, given: Partial<typeof EUR>) =>
  app.transact((tx) => setDisplayRate(tx, { ...EUR, ...given, shopCurrency: 'USD' }, NOW));

test('A rate is set, changed, read from memory and removed', async () => {
  await using app = await openTestApp();
  await set(app, {});
  assert.deepEqual(await displayRates(app), [EUR]);
  await set(app, { currency: 'eur', rate: 930_000_000n });
  assert.deepEqual(await listDisplayRates(app.db), [{ ...EUR, rate: 930_000_000n }]);
  await eventually(async () => (await displayRates(app))[0]?.rate === 930_000_000n, 2_000);
  await app.transact((tx) => removeDisplayRate(tx, 'eur'));
  assert.deepEqual(await listDisplayRates(app.db), []);
  await assert.rejects(
    app.transact((tx) => removeDisplayRate(tx, 'EUR')),
    { code: 'not_found' },
  );
});

test('A code that is none, the own currency, no rate and a day to come are refused', async () => {
  await using app = await openTestApp();
  const faults = [
    [{ currency: 'EURO' }, 'currency'],
    [{ currency: 'USD' }, 'currency'],
    [{ rate: 0n }, 'rate'],
    [{ asOf: '2026-11-24' }, 'as_of'],
    [{ asOf: '2026-02-30' }, 'as_of'],
  ] as const;
  for (const [given, parameter] of faults) {
    await assert.rejects(set(app, given), { code: 'invalid_parameter', parameter });
  }
  assert.deepEqual(await listDisplayRates(app.db), []);
});

const FILE = `<?xml version="1.0"?><Envelope><Cube><Cube time='2026-11-20'>
  <Cube currency='USD' rate='1.0800'/><Cube currency='TRY' rate='37.26'/>
  <Cube currency='JPY' rate='162.5'/></Cube></Cube></Envelope>`;

async function serveFile(body: string, status = 200) {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    res.writeHead(status).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}/daily.xml`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

test('Reference rates are fetched for followed currencies alone, and for none nothing is', async () => {
  await using app = await openTestApp();
  await using file = await serveFile(FILE);
  assert.deepEqual(await fetchReferenceRates(app, file.url), { asOf: null, set: [], missing: [] });
  assert.deepEqual(file.asked, []);
  await app.transact((tx) => followCurrencies(tx, ['try', 'EUR', 'BRL', 'EUR'], NOW));
  assert.deepEqual(await fetchReferenceRates(app, file.url), {
    asOf: '2026-11-20',
    set: ['EUR', 'TRY'],
    missing: ['BRL'],
  });
  assert.deepEqual(file.asked, ['GET /daily.xml']);
  const of = { asOf: '2026-11-20', source: 'ecb' };
  assert.deepEqual(await listDisplayRates(app.db), [
    { currency: 'EUR', rate: 925_925_926n, ...of }, // 1 / 1.08
    { currency: 'TRY', rate: 34_500_000_000n, ...of }, // 37.26 / 1.08
  ]);
});

test('A file that cannot be had or read changes no rate', async () => {
  await using app = await openTestApp();
  await app.transact((tx) => followCurrencies(tx, ['EUR'], NOW));
  for (const [body, status] of [
    ['<html>', 200],
    [FILE, 503],
  ] as const) {
    await using file = await serveFile(body, status);
    await assert.rejects(fetchReferenceRates(app, file.url), { code: 'unavailable' });
  }
  assert.deepEqual(await listDisplayRates(app.db), []);
});
