import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import { checkBooks, placeOrder } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import { openTestApp } from '#test/support/database.ts';
import { placeAsShown, previewOf, saveDraft } from '#test/support/mass-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { finishBatches } from './finish-batches.ts';
import { placeBatch } from './place-batch.ts';
import { readResult } from './read-result.ts';
import { saveBatch } from './save-batch.ts';

const linesOf = (serviceId: number, count: number, quantity = 100) =>
  Array.from({ length: count }, (_, n) => `${serviceId} | https://example.com/${n} | ${quantity}`);

const ordersOf = async (app: App, accountId: number) =>
  app.db
    .selectFrom('orders')
    .select(['id', 'charge', 'request_id'])
    .where('account_id', '=', accountId)
    .execute();

async function booksAreClean(app: App): Promise<void> {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

/** An App whose n-th transaction meets a fate. */
function cutAt(app: App, at: number, fate: 'before' | 'after' | 'lost'): App {
  let count = 0;
  return {
    ...app,
    async transact(work) {
      count += 1;
      if (count !== at) return app.transact(work);
      if (fate === 'before') throw new AppError('unavailable', 'the process dies');
      const result = await app.transact(work);
      if (fate === 'lost') throw new CommitUnknown(new Error('the connection is gone'));
      if (fate === 'after') throw new AppError('unavailable', 'the process dies');
      return result;
    },
  };
}

describe('placing a batch', () => {
  test('the total of the preview is what the wallet pays, to the last digit', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '1' });
    const [one, other] = [
      await addService(app, { rate: '0.000123' }),
      await addService(app, { rate: '1.999999' }),
    ];
    const source = [...linesOf(one.id, 3, 77), ...linesOf(other.id, 2, 13), 'hello'].join('\n');
    const draft = await saveDraft(app, account, source);
    const { total, good, lines } = await previewOf(app, draft);
    assert.equal(formatMoney(total), '0.052028387');
    assert.deepEqual([good, lines.length], [5, 6]);
    assert.deepEqual(await placeAsShown(app, draft), { kind: 'confirmed' });
    assert.equal(formatMoney(await readBalance(app, account)), '0.947971613');
    const result = await readResult(app, draft);
    assert.deepEqual([result.placed, result.charge], [5, total]);
    assert.deepEqual(result.lines.at(-1)?.fault, { code: 'unreadable' });
    await booksAreClean(app);
  });

  test('200 lines sent twice at once, and again, are 200 orders', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 200).join('\n'));
    const { total } = await previewOf(app, draft);
    const send = () => placeBatch(app, { ...draft, total, whole: false });
    const all = await Promise.all([send(), send(), send(), send()]);
    all.push(await send());
    for (const answer of all) assert.deepEqual(answer, { kind: 'confirmed' });
    const orders = await ordersOf(app, account);
    assert.equal(orders.length, 200);
    const result = await readResult(app, draft);
    assert.deepEqual(
      result.lines.map(({ orderId }) => orderId).sort((a, b) => Number(a) - Number(b)),
      orders.map(({ id }) => id).sort((a, b) => a - b),
    );
    assert.ok(result.batch.doneAt);
    await booksAreClean(app);
  });

  for (const fate of ['before', 'after', 'lost'] as const) {
    test(`cut ${fate} any of its transactions and sent again, each line is placed once`, async () => {
      await using app = await openTestApp();
      const service = await addService(app, { max: 1_000_000 });
      for (let at = 1; at <= 4; at += 1) {
        const account = await openAccount(app);
        const draft = await saveDraft(app, account, linesOf(service.id, 600).join('\n'));
        const { total } = await previewOf(app, draft);
        const asked = { ...draft, total, whole: false };
        await placeBatch(cutAt(app, at, fate), asked).catch((error: unknown) => {
          assert.ok(isAppError(error) && error.code === 'unavailable');
        });
        assert.deepEqual(await placeBatch(app, asked), { kind: 'confirmed' });
        assert.equal((await ordersOf(app, account)).length, 600);
        assert.equal((await readResult(app, draft)).placed, 600);
      }
      await booksAreClean(app);
    });
  }

  test('a chunk that fails for a reason of its own is placed line by line', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 5).join('\n'));
    const { total } = await previewOf(app, draft);
    let count = 0;
    const faulty: App = {
      ...app,
      transact: (work) => {
        count += 1;
        // The chunk, and the second of its lines.
        if (count === 2 || count === 4) throw new Error('a fault of ours');
        return app.transact(work);
      },
    };
    assert.deepEqual(await placeBatch(faulty, { ...draft, total, whole: false }), {
      kind: 'confirmed',
    });
    const { lines, placed } = await readResult(app, draft);
    assert.equal(placed, 4);
    assert.deepEqual(lines[1]?.fault, { code: 'internal' });
    await booksAreClean(app);
  });

  test('what was cut off and never sent again, the worker finishes', async () => {
    let now = Date.UTC(2026, 10, 23);
    await using app = await openTestApp({ clock: { now: () => now } });
    const account = await openAccount(app);
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 600).join('\n'));
    const { total } = await previewOf(app, draft);
    await assert.rejects(placeBatch(cutAt(app, 3, 'before'), { ...draft, total, whole: false }));
    assert.equal((await readResult(app, draft)).placed, 250);
    await finishBatches(app);
    assert.equal((await readResult(app, draft)).placed, 250);
    now += 61_000;
    await finishBatches(app);
    assert.equal((await readResult(app, draft)).placed, 600);
    await booksAreClean(app);
  });

  test('lines that the balance does not carry are refused, and cheaper ones after them placed', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '0.25' });
    const service = await addService(app);
    const source = [
      `${service.id} | https://example.com/a | 200`,
      `${service.id} | https://example.com/b | 100`,
      `${service.id} | https://example.com/c | 50`,
    ].join('\n');
    const draft = await saveDraft(app, account, source);
    const { total, good, lacking } = await previewOf(app, draft);
    assert.deepEqual([formatMoney(total), good, formatMoney(lacking)], ['0.25', 2, '0.10']);
    await placeAsShown(app, draft);
    const { lines, placed } = await readResult(app, draft);
    assert.equal(placed, 2);
    assert.deepEqual(lines[1]?.fault, { code: 'insufficient_balance' });
    assert.equal(await readBalance(app, account), 0n);
  });

  test('money spent elsewhere after the preview refuses lines, with words', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '1' });
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 10).join('\n'));
    const { total } = await previewOf(app, draft);
    await assert.rejects(placeBatch(cutAt(app, 2, 'before'), { ...draft, total, whole: false }));
    await placeOrder(app, orderOf(account, service, { quantity: 950 }));
    await placeBatch(app, { ...draft, total, whole: false });
    const { lines, placed } = await readResult(app, draft);
    assert.equal(placed, 0);
    assert.ok(lines.every(({ fault }) => fault?.code === 'insufficient_balance'));
    await booksAreClean(app);
  });

  test('a price that rises after the preview is not paid', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 10).join('\n'));
    const { total } = await previewOf(app, draft);
    const wrong = { ...draft, total: asMoney(total - 1n), whole: false };
    assert.deepEqual(await placeBatch(app, wrong), { kind: 'changed' });
    assert.equal((await ordersOf(app, account)).length, 0);
  });
});

describe('all or nothing', () => {
  test('one refusal places nothing, and each line says why', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app, { balance: '1' });
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 10).join('\n'));
    const { total } = await previewOf(app, draft);
    const asked = { ...draft, total, whole: true };
    await assert.rejects(placeBatch(cutAt(app, 2, 'before'), asked));
    await placeOrder(app, orderOf(account, service, { quantity: 100 }));
    assert.deepEqual(await placeBatch(app, asked), { kind: 'confirmed' });
    const { lines, placed, batch } = await readResult(app, draft);
    assert.equal(placed, 0);
    assert.ok(batch.doneAt);
    assert.deepEqual(
      lines.map(({ fault }) => fault?.code),
      [...Array.from({ length: 9 }, () => 'not_alone'), 'insufficient_balance'],
    );
    assert.equal((await ordersOf(app, account)).length, 1);
    await booksAreClean(app);
  });

  test('600 good lines are placed in one transaction', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const draft = await saveDraft(app, account, linesOf(service.id, 600).join('\n'));
    assert.deepEqual(await placeAsShown(app, draft, { whole: true }), { kind: 'confirmed' });
    assert.equal((await readResult(app, draft)).placed, 600);
  });

  test('a line that is wrong from the start is told before anything is placed', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const source = [...linesOf(service.id, 2), 'hello'].join('\n');
    const draft = await saveDraft(app, account, source);
    assert.deepEqual(await placeAsShown(app, draft, { whole: true }), { kind: 'not_all' });
    assert.deepEqual(await placeAsShown(app, draft), { kind: 'confirmed' });
  });
});

describe('each line', () => {
  test('says what is wrong with it', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const [service, guarded, comments, off] = [
      await addService(app),
      await addService(app, { link_guard: true }),
      await addService(app, { type: 'Custom Comments', min: 2 }),
      await addService(app, { active: false }),
    ];
    const open = 'https://example.com/open';
    await placeOrder(app, orderOf(account, guarded, { link: open }));
    const source = [
      `${service.id} | example.com/x | 100`,
      `${service.id} | https://example.com/x | 9`,
      `${service.id} | https://example.com/x | 10001`,
      `${service.id} | https://example.com/x | many`,
      `${service.id} | https://example.com/x`,
      `${comments.id} | https://example.com/x`,
      `${off.id} | https://example.com/x | 100`,
      `999999 | https://example.com/x | 100`,
      `${guarded.id} | https://www.example.com/open/?utm_source=a | 100`,
      `${service.id} | https://example.com/twice | 100`,
      `${service.id} | https://www.example.com/twice/ | 50`,
      `${service.id} | https://example.com/x | 100 | 5 | 60`,
    ].join('\n');
    const { lines } = await previewOf(app, await saveDraft(app, account, source));
    assert.deepEqual(
      lines.map(({ fault }) => fault),
      [
        { code: 'invalid_link', parameter: 'link' },
        { code: 'quantity_too_small', parameter: 'quantity', number: 10 },
        { code: 'quantity_too_large', parameter: 'quantity', number: 10_000 },
        { code: 'invalid_parameter', parameter: 'quantity' },
        { code: 'missing_parameter', parameter: 'quantity' },
        { code: 'missing_parameter', parameter: 'comments' },
        { code: 'service_not_found' },
        { code: 'service_not_found' },
        { code: 'link_active', parameter: 'link' },
        null,
        { code: 'repeated', number: 10 },
        { code: 'invalid_parameter', parameter: 'runs' },
      ],
    );
  });

  test('for one target twice is taken where that is meant', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const source = linesOf(service.id, 1).concat(linesOf(service.id, 1)).join('\n');
    const draft = await saveDraft(app, account, source, { repeats: true });
    await placeAsShown(app, draft);
    assert.equal((await readResult(app, draft)).placed, 2);
  });

  test('the charges of any batch add up to its total, and that to what the wallet lost', async () => {
    await using app = await openTestApp();
    const services = await Promise.all(
      ['0.000001', '0.333333', '7.123456', '0'].map((rate) => addService(app, { rate })),
    );
    const line = fc.tuple(
      fc.constantFrom(...services.map(({ id }) => id), 999_999),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 5, max: 10_100 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), async (picked) => {
        const account = await openAccount(app, { balance: '50' });
        const source = picked
          .map(([id, place, quantity]) => `${id} | https://example.com/${place} | ${quantity}`)
          .join('\n');
        const draft = await saveDraft(app, account, source);
        const { lines, total, good } = await previewOf(app, draft);
        const sum = lines.reduce((all, one) => all + (one.fault ? 0n : (one.charge ?? 0n)), 0n);
        assert.equal(sum, total);
        if (good === 0) return;
        assert.deepEqual(await placeAsShown(app, draft), { kind: 'confirmed' });
        const orders = await ordersOf(app, account);
        assert.equal(orders.length, good);
        assert.equal(
          orders.reduce((all, { charge }) => all + charge, 0n),
          total,
        );
        assert.equal(await readBalance(app, account), parseMoney('50') - total);
      }),
      { numRuns: 25 },
    );
    await booksAreClean(app);
  });
});

describe('a draft', () => {
  test('is the same when its form is sent again, and nothing changes it once agreed to', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const draft = await saveDraft(app, account, 'hello');
    await saveDraft(app, account, linesOf(service.id, 2).join('\n'), { id: draft.id });
    assert.equal((await previewOf(app, draft)).good, 2);
    await placeAsShown(app, draft);
    await saveDraft(app, account, linesOf(service.id, 3).join('\n'), { id: draft.id });
    assert.equal((await readResult(app, draft)).lines.length, 2);
  });

  test("of another account is not there, and its id is no way to the other's", async () => {
    await using app = await openTestApp();
    const [owner, stranger] = [await openAccount(app), await openAccount(app)];
    const service = await addService(app);
    const draft = await saveDraft(app, owner, linesOf(service.id, 1).join('\n'));
    await assert.rejects(
      previewOf(app, { ...draft, accountId: stranger }),
      (error) => isAppError(error) && error.code === 'not_found',
    );
    await saveDraft(app, stranger, linesOf(service.id, 5).join('\n'), { id: draft.id });
    assert.equal((await previewOf(app, draft)).good, 1);
  });

  test('twenty are kept', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const actor = { kind: 'system', name: 'test' } as const;
    await app.transact((tx) =>
      creditWallet(tx, { accountId: account, amount: parseMoney('1'), reason: 'test', actor }),
    );
    for (let n = 0; n < 23; n += 1) await saveDraft(app, account, `draft ${n}`);
    const rows = await app.db.selectFrom('mass_batches').select('id').execute();
    assert.equal(rows.length, 20);
    await assert.rejects(
      saveBatch(app, { accountId: account, id: 'x', source: 'a', repeats: false }),
    );
  });
});
