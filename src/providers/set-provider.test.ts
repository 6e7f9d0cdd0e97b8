import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import {
  addProvider,
  findProvider,
  pauseProvider,
  recordTopup,
  reviewProvider,
  setProvider,
  setProviderKey,
  type NewProvider,
} from './index.ts';

const URL_OF_ONE = 'https://provider.example/api/v2';
const ACTOR = { kind: 'operator', name: 'test' } as const;

const add = async (app: TestApp, settings: Partial<NewProvider> = {}) =>
  (await addProvider(app, { url: URL_OF_ONE, key: 'k', name: crypto.randomUUID(), ...settings }))
    .id;

describe('the settings of a provider', () => {
  test('are what it was added with, and the defaults of the field', async () => {
    await using app = await openTestApp();
    const plain = await findProvider(app.db, await add(app));
    assert.deepEqual(
      [plain.kind, plain.currency, plain.exchangeRate, plain.concurrency, plain.statusBatch],
      ['v2', 'USD', parseMoney('1'), 4, 100],
    );
    const id = await add(app, {
      kind: 'notpanel',
      currency: 'eur',
      exchangeRate: parseMoney('1.085'),
      concurrency: 1,
      timeoutMs: 5_000,
      lowBalance: parseMoney('25'),
      balanceEvidence: true,
      packagesPerOrder: false,
      refill: false,
    });
    const set = await findProvider(app.db, id);
    assert.deepEqual(
      [set.kind, set.currency, set.exchangeRate, set.lowBalance, set.refill, set.packagesPerOrder],
      ['notpanel', 'EUR', 1_085_000_000n, 25_000_000_000n, false, false],
    );
  });

  test('change alone, and are told to every process', async () => {
    await using app = await openTestApp();
    const id = await add(app, { lowBalance: 5n });
    const before = await findProvider(app.db, id);
    const heard = new Promise<string | null>((resolve) => app.listener.on('providers', resolve));
    await setProvider(app, id, { concurrency: 9, lowBalance: null });
    assert.equal(await heard, String(id));
    assert.deepEqual(await findProvider(app.db, id), {
      ...before,
      concurrency: 9,
      lowBalance: null,
    });
    await setProviderKey(app, id, ' another ');
    assert.equal(app.vault.open((await findProvider(app.db, id)).keySealed), 'another');
    for (const paused of [true, false]) {
      await pauseProvider(app, id, paused);
      assert.equal((await findProvider(app.db, id)).paused, paused);
    }
    await reviewProvider(app, id, { note: ' A company in Utrecht ', on: new Date('2026-11-22') });
    const { note, reviewedOn } = await findProvider(app.db, id);
    assert.deepEqual([note, reviewedOn], ['A company in Utrecht', '2026-11-22']);
  });

  test('name no other currency without its rate', async () => {
    await using app = await openTestApp();
    const rateless = { code: 'invalid_parameter', parameter: 'exchange_rate' };
    await assert.rejects(add(app, { currency: 'EUR' }), rateless);
    const id = await add(app);
    await assert.rejects(setProvider(app, id, { currency: 'EUR' }), rateless);
    await setProvider(app, id, { currency: 'EUR', exchangeRate: parseMoney('1.1') });
    await setProvider(app, id, { currency: 'usd' });
    const { currency, exchangeRate } = await findProvider(app.db, id);
    assert.deepEqual([currency, exchangeRate], ['USD', parseMoney('1')]);
  });

  test('are refused by the code of what is wrong', async () => {
    await using app = await openTestApp();
    const id = await add(app, { name: 'taken' });
    const other = await add(app);
    const refusals: [Parameters<typeof setProvider>[2], object][] = [
      [{ concurrency: 65 }, { code: 'invalid_parameter', parameter: 'concurrency' }],
      [{ timeoutMs: 10 }, { code: 'invalid_parameter', parameter: 'timeout' }],
      [{ statusBatch: 0 }, { code: 'invalid_parameter', parameter: 'status_batch' }],
      [{ lowBalance: -1n }, { code: 'invalid_parameter', parameter: 'low_balance' }],
      [{ exchangeRate: 0n }, { code: 'invalid_parameter', parameter: 'exchange_rate' }],
      [
        { currency: 'dollars', exchangeRate: 1n },
        { code: 'invalid_parameter', parameter: 'currency' },
      ],
      [{ balanceEvidence: true }, { code: 'invalid_parameter', parameter: 'balance_evidence' }],
      [{ url: 'ftp://a.b' }, { code: 'invalid_parameter', parameter: 'url' }],
      [{ name: ' ' }, { code: 'invalid_parameter', parameter: 'name' }],
      [{ name: 'taken' }, { code: 'conflict' }],
      [{}, { code: 'invalid_parameter' }],
    ];
    const before = await findProvider(app.db, other);
    for (const [settings, refusal] of refusals) {
      await assert.rejects(setProvider(app, other, settings), refusal, JSON.stringify(refusal));
    }
    await assert.rejects(setProviderKey(app, id, ' '), { parameter: 'key' });
    const long = { note: 'x'.repeat(2_001), on: new Date() };
    await assert.rejects(reviewProvider(app, id, long), { parameter: 'note' });
    await assert.rejects(setProvider(app, 999, { concurrency: 2 }), { code: 'not_found' });
    await assert.rejects(pauseProvider(app, 999, true), { code: 'not_found' });
    assert.deepEqual(await findProvider(app.db, other), before);
  });
});

test('A top-up is recorded once by its reference', async () => {
  await using app = await openTestApp();
  const providerId = await add(app);
  const topup = { providerId, amount: parseMoney('50'), reference: 'bank-1' };
  await recordTopup(app, topup, ACTOR);
  await assert.rejects(recordTopup(app, topup, ACTOR), { code: 'conflict' });
  await recordTopup(app, { ...topup, amount: -5n, reference: 'bank-2' }, ACTOR);
  await recordTopup(app, { ...topup, providerId: await add(app) }, ACTOR);
  for (const wrong of [{ amount: 0n }, { reference: ' ' }, { reference: 'x'.repeat(201) }]) {
    await assert.rejects(recordTopup(app, { ...topup, ...wrong }, ACTOR), {
      code: 'invalid_parameter',
    });
  }
  await assert.rejects(recordTopup(app, { ...topup, providerId: 999 }, ACTOR), {
    code: 'not_found',
  });
  const rows = await app.db.selectFrom('provider_topups').selectAll().execute();
  assert.equal(rows.length, 3);
  assert.equal(rows[0]?.actor, 'operator:test');
});
