import { randomBytes } from 'node:crypto';
import type { AttemptOutcome, OrderStatus } from '#platform/db/schema.ts';
import { addProvider, findProvider, setProvider, type Provider } from '#providers/index.ts';
import { openAccount } from './shop.ts';
import { openTestApp, type TestApp } from './database.ts';
import { movedClock, type MovedClock } from './provider-desk.ts';

/** An order as our records have it; amounts in the provider's nano-units, times in minutes. */
export type BookedOrder = {
  /** Null: nobody knows what it costs. */
  cost: bigint | null;
  startedAt: number;
  /** When its attempt was answered; default: at once. */
  bookedAt?: number;
  outcome?: AttemptOutcome;
  status?: OrderStatus;
  quantity?: number;
  remains?: number;
  endedAt?: number;
  charged?: bigint;
};

export type StatementDesk = AsyncDisposable & {
  app: TestApp;
  clock: MovedClock;
  /** Minute 0. */
  epoch: Date;
  at(minute: number): Date;
  /** A provider with no orders; its rate is what one unit of it is, in nano-units. */
  openProvider(exchangeRate?: bigint): Promise<Provider>;
  book(provider: Provider, orders: readonly BookedOrder[]): Promise<number[]>;
  balance(provider: Provider, minute: number, balance: bigint): Promise<void>;
};

const NANO = 1_000_000_000n;

/** Our side of a provider's orders and balances, written down as workers would have left it. */
export async function openStatementDesk(): Promise<StatementDesk> {
  const clock = movedClock();
  const app = await openTestApp({ clock });
  const account = await openAccount(app);
  const epoch = new Date(clock.now());
  const at = (minute: number) => new Date(epoch.getTime() + Math.round(minute * 60_000));
  return {
    app,
    clock,
    epoch,
    at,
    async openProvider(exchangeRate = NANO) {
      const url = 'https://provider.example/api/v2';
      const { id } = await addProvider(app, { url, key: 'k', name: crypto.randomUUID() });
      if (exchangeRate !== NANO) await setProvider(app, id, { currency: 'EUR', exchangeRate });
      return findProvider(app.db, id);
    },
    book: (provider, orders) =>
      app.transact(async (tx) => {
        const rows = await tx
          .insertInto('orders')
          .values(orders.map((one) => orderRow(one, { account, provider, at })))
          .returning('id')
          .execute();
        const ids = rows.map((row) => row.id);
        await tx
          .insertInto('attempts')
          .values(
            orders.map((one, index) => attemptRow(one, { id: ids[index] ?? 0, provider, at })),
          )
          .execute();
        return ids;
      }),
    async balance(provider, minute, balance) {
      await app.transact((tx) =>
        tx
          .insertInto('provider_balances')
          .values({ provider_id: provider.id, at: at(minute), balance })
          .execute(),
      );
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

type Place = { provider: Provider; at(minute: number): Date };

const ENDED = new Set<OrderStatus>(['completed', 'partial', 'canceled']);

function orderRow(order: BookedOrder, { account, provider, at }: Place & { account: number }) {
  const { status = 'in_progress', quantity = 1_000, startedAt, endedAt } = order;
  return {
    account_id: account,
    service_id: 1,
    provider_id: provider.id,
    quantity,
    remains: order.remains ?? 0,
    status,
    rate: 0n,
    base_rate: 0n,
    charge: 0n,
    request_hash: Buffer.alloc(32),
    request_id: `r:${randomBytes(12).toString('hex')}`,
    created_at: at(startedAt),
    finished_at: ENDED.has(status) ? at(endedAt ?? startedAt) : null,
  };
}

function attemptRow(order: BookedOrder, { id, provider, at }: Place & { id: number }) {
  const { outcome = 'accepted', startedAt, bookedAt = startedAt, cost } = order;
  return {
    order_id: id,
    provider_id: provider.id,
    number: 1,
    worker: 'test',
    provider_service: '1',
    outcome,
    provider_order_id: outcome === 'accepted' ? `p${id}` : null,
    // As a claim has it: in the shop's currency, rounded up.
    cost: cost === null ? null : (cost * provider.exchangeRate + NANO - 1n) / NANO,
    charged: order.charged ?? null,
    started_at: at(startedAt),
    lease_until: at(bookedAt + 1),
    finished_at: at(bookedAt),
  };
}
