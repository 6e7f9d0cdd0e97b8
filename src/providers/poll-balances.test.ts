import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import type { Post } from '#platform/http/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addProvider } from './add-provider.ts';
import { findProvider } from './list-providers.ts';
import { pollBalances } from './poll-balances.ts';
import type { Provider } from './provider.ts';

type Desk = AsyncDisposable & {
  app: TestApp;
  provider(): Promise<Provider>;
  /** Polls after the provider came to answer so; null: it does not answer. */
  poll(answer: object | null): Promise<void>;
  notices(): Promise<string[]>;
};

async function openDesk(): Promise<Desk> {
  const clock = movedClock();
  let says: object | null = null;
  const post: Post = () =>
    Promise.resolve(
      says === null
        ? { kind: 'never_sent', error: 'ECONNREFUSED' }
        : { kind: 'answer', status: 200, headers: {}, text: JSON.stringify(says) },
    );
  const app = await openTestApp({ clock, post });
  const { id } = await addProvider(app, { url: 'https://provider.example/api/v2', key: 'k' });
  await app.transact((tx) =>
    tx.updateTable('providers').set({ low_balance: 10_000_000_000n }).execute(),
  );
  return {
    app,
    provider: () => findProvider(app.db, id),
    async poll(answer) {
      says = answer;
      clock.move(600_000);
      await pollBalances(app);
    },
    notices: async () => (await listNotices(app.db)).map((one) => `${one.kind} ${one.subject}`),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

test('A balance is kept as the provider said it last, with its history', async () => {
  await using desk = await openDesk();
  await desk.poll({ balance: '100.84292', currency: 'USD' });
  await desk.poll({ balance: 99.5 });
  const { balance, balanceAt } = await desk.provider();
  assert.equal(balance, 99_500_000_000n);
  const kept = await desk.app.db
    .selectFrom('provider_balances')
    .select(['at', 'balance'])
    .orderBy('at')
    .execute();
  assert.deepEqual(
    kept.map((row) => row.balance),
    [100_842_920_000n, 99_500_000_000n],
  );
  assert.deepEqual(kept.at(-1)?.at, balanceAt);
});

test('A low balance is told once, and cleared when it was filled up', async () => {
  await using desk = await openDesk();
  const { id } = await desk.provider();
  await desk.poll({ balance: '10.00', currency: 'USD' });
  assert.deepEqual(await desk.notices(), []);
  await desk.poll({ balance: '9.99', currency: 'USD' });
  await desk.poll({ balance: '9.50', currency: 'USD' });
  assert.deepEqual(await desk.notices(), [`provider.balance_low provider:${id}`]);
  const [notice] = await listNotices(desk.app.db);
  assert.match(notice?.text ?? '', /9\.50 USD, below 10\.00/);
  await desk.poll({ balance: '50', currency: 'USD' });
  assert.deepEqual(await desk.notices(), []);
});

test('A provider that does not answer leaves what was known as it was', async () => {
  await using desk = await openDesk();
  await desk.poll({ balance: '9', currency: 'USD' });
  const before = await desk.provider();
  for (const answer of [null, { error: 'Invalid API key' }, { balance: 'much' }]) {
    await desk.poll(answer);
    assert.deepEqual(await desk.provider(), before);
    assert.equal((await desk.notices()).length, 1);
  }
});

test('A balance in another currency is not kept, and told', async () => {
  await using desk = await openDesk();
  const { id } = await desk.provider();
  await desk.poll({ balance: '5000', currency: 'RUB' });
  assert.equal((await desk.provider()).balance, null);
  assert.deepEqual(await desk.notices(), [`provider.currency provider:${id}`]);
  await desk.poll({ balance: '50', currency: 'usd' });
  assert.deepEqual(await desk.notices(), []);
});
