import assert from 'node:assert/strict';
import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { openSubmitLane } from '#fulfilment/index.ts';
import { asRate, formatMoney, parseRate } from '#lib/money.ts';
import { readBalance } from '#ledger/index.ts';
import { checkBooks, placeOrder, type OrderParams } from '#orders/index.ts';
import type { Post, PostReply, PostRequest } from '#platform/http/index.ts';
import { addProvider, findProvider, type Provider } from '#providers/index.ts';
import { openTestApp, type TestApp } from './database.ts';
import { movedClock, type MovedClock } from './provider-desk.ts';
import { addService, openAccount, orderOf } from './shop.ts';

/** What a provider of the street does with the next `add`. */
export type Word =
  | 'accept'
  | 'refuse'
  /** No funds: nothing is placed now. */
  | 'later'
  | 'duplicate'
  /** Words that nobody knows; nothing is placed. */
  | 'odd'
  /** Placed, and the answer is lost. */
  | 'lost'
  /** Not placed, and no answer either. */
  | 'silent'
  | 'unreachable';

export type Booked = { id: number; link: string; requestId: string | undefined };

/** A provider in memory: it books what it takes and charges for it. */
export type House = {
  provider: Provider;
  /** The words for what comes next; then it accepts. */
  words: Word[];
  orders: Booked[];
  calls: string[];
  /** Nano-units of its currency; the charge is that of one order. */
  money: { balance: bigint; charge: bigint };
  /** Whether it can be reached at all. */
  down: boolean;
  /** While it does, calls get no answer; they are broken once it ends. */
  hangs: boolean;
  hanging: (() => void)[];
};

/** Undefined: there is no route. */
type Cost = string | null | undefined;

type ProviderRow = Partial<{
  kind: 'v2' | 'notpanel';
  refuses_duplicates: boolean;
  balance_evidence: boolean;
  concurrency: number;
}>;

export type Street = AsyncDisposable & {
  app: TestApp;
  clock: MovedClock;
  houses: House[];
  /** A service routed to the houses in their order; costs are decimals per 1000, null: unknown. */
  addService(costs?: readonly Cost[]): Promise<Service>;
  place(service: Service, params?: OrderParams): Promise<{ account: number; orderId: number }>;
  /** Sends what is due everywhere until nothing is; nothing is waited for. */
  submit(): Promise<void>;
  row(orderId: number): Promise<{ status: string; provider_id: number | null; due_at: Date }>;
  outcomes(orderId: number): Promise<(string | null)[]>;
  balance(account: number): Promise<string>;
  notices(): Promise<string[]>;
  booksAreClean(): Promise<void>;
};

export async function openStreet(rows: readonly ProviderRow[]): Promise<Street> {
  const clock = movedClock();
  const houses: House[] = [];
  const post: Post = (request) => answer(houses, request);
  const app = await openTestApp({ clock, post });
  for (const row of rows) houses.push(await openHouse(app, houses.length, row));
  return {
    app,
    clock,
    houses,
    row: (orderId) => rowOf(app, orderId),
    addService: (costs = houses.map(() => '0.1')) => addRouted(app, houses, costs),
    async place(service, params) {
      const account = await openAccount(app, { balance: '10' });
      return { account, ...(await placeOrder(app, orderOf(account, service, params))) };
    },
    submit: () => submitAll(app, houses),
    outcomes: (orderId) => outcomesOf(app, orderId),
    balance: async (account) => formatMoney(await readBalance(app, account)),
    notices: () => noticesOf(app),
    async booksAreClean() {
      assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function openHouse(app: TestApp, index: number, row: ProviderRow): Promise<House> {
  const { kind = 'v2', ...rest } = row;
  const name = `house-${index}`;
  const url = `http://${name}.test/api/v2`;
  const { id } = await addProvider(app, {
    name,
    url,
    key: 'a-key-of-ours',
    kind,
  });
  if (Object.keys(rest).length > 0) {
    await app.transact((tx) =>
      tx.updateTable('providers').set(rest).where('id', '=', id).execute(),
    );
  }
  const money = { balance: 10n ** 12n, charge: 10n ** 8n };
  const provider = await findProvider(app.db, id);
  const quiet = { down: false, hangs: false, hanging: [] };
  return { provider, words: [], orders: [], calls: [], money, ...quiet };
}

async function addRouted(
  app: TestApp,
  houses: readonly House[],
  costs: readonly Cost[],
): Promise<Service> {
  const { id } = await addService(app);
  const routes = costs.flatMap((cost, index) => {
    if (cost === undefined) return [];
    const providerId = (houses[index] as House).provider.id;
    const costRate = cost === null ? null : asRate(parseRate(cost));
    return [{ serviceId: id, providerId, providerService: '7', costRate, priority: index }];
  });
  await app.transact((tx) => routeServices(tx, routes));
  return (await listServices(app.db)).find((one) => one.id === id) as Service;
}

async function submitAll(app: TestApp, houses: readonly House[]): Promise<void> {
  for (let sent = 1; sent > 0;) {
    sent = 0;
    for (const { provider } of houses) {
      const lane = openSubmitLane(app, provider, { worker: 'test' });
      sent += await lane.fill();
      await lane.quiet();
    }
  }
}

const rowOf = (app: TestApp, orderId: number) =>
  app.db
    .selectFrom('orders')
    .select(['status', 'provider_id', 'due_at'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();

async function outcomesOf(app: TestApp, orderId: number): Promise<(string | null)[]> {
  const attempts = await app.db
    .selectFrom('attempts')
    .select('outcome')
    .where('order_id', '=', orderId)
    .orderBy('number')
    .execute();
  return attempts.map((one) => one.outcome);
}

async function noticesOf(app: TestApp): Promise<string[]> {
  const open = await app.db
    .selectFrom('notices')
    .select(['kind', 'subject', 'severity'])
    .where('cleared_at', 'is', null)
    .orderBy('id')
    .execute();
  return open.map((one) => `${one.kind} ${one.subject} ${one.severity}`);
}

async function answer(houses: House[], { url, body }: PostRequest): Promise<PostReply> {
  const house = houses.find((one) => `${one.provider.name}.test` === url.host);
  if (!house || house.down) return { kind: 'never_sent', error: 'ECONNREFUSED' };
  const params = new URLSearchParams(body);
  const action = params.get('action') ?? '';
  house.calls.push(action);
  if (house.hangs) {
    await new Promise<void>((resolve) => house.hanging.push(resolve));
    return { kind: 'broken', error: 'no answer in time', text: '' };
  }
  if (action === 'balance') {
    return json({ balance: formatMoney(house.money.balance as never), currency: 'USD' });
  }
  if (action === 'status') return json(statuses(params));
  return action === 'add' ? add(house, params) : json({ error: 'Incorrect request' });
}

function add(house: House, params: URLSearchParams): PostReply {
  const requestId = params.get('request_id') ?? undefined;
  const known = house.orders.find((one) => requestId !== undefined && one.requestId === requestId);
  const next = house.words.shift() ?? 'accept';
  // Whoever knows the id answers with its order, whatever it would say to a new one.
  const word = known && (next === 'refuse' || next === 'odd') ? 'accept' : next;
  switch (word) {
    case 'refuse':
      return json({ error: 'Incorrect link' });
    case 'later':
      return json({ error: 'Not enough funds on balance' });
    case 'duplicate':
      return json({ error: 'You have active order with this link. Please wait.' });
    case 'odd':
      return json({ error: 'Ya existe un pedido' });
    case 'unreachable':
      return { kind: 'never_sent', error: 'ECONNREFUSED' };
    case 'silent':
      return { kind: 'broken', error: 'no answer in time', text: '' };
    case 'accept':
    case 'lost': {
      const order = known ?? {
        id: 1_000 + house.orders.length,
        link: params.get('link') ?? '',
        requestId,
      };
      if (!known) {
        house.orders.push(order);
        house.money.balance -= house.money.charge;
      }
      return word === 'lost'
        ? { kind: 'broken', error: 'ECONNRESET', text: '' }
        : json({ order: order.id });
    }
  }
}

function statuses(params: URLSearchParams): object {
  const ids = (params.get('orders') ?? params.get('order') ?? '').split(',');
  return Object.fromEntries(ids.map((id) => [id, { status: 'In progress', remains: '1000' }]));
}

const json = (body: unknown): PostReply => ({
  kind: 'answer',
  status: 200,
  headers: {},
  text: JSON.stringify(body),
});
