import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { openFaultProxy, type FaultProxy, type ProxyRule } from '#fault-proxy/index.ts';
import { followOrders, openSubmitLane, seekEvidence } from '#fulfilment/index.ts';
import { parseRate } from '#lib/money.ts';
import { placeOrder } from '#orders/index.ts';
import { openEgress, openPost, type PostReply } from '#platform/http/index.ts';
import { addProvider, listProviders, type Provider, type ProviderKind } from '#providers/index.ts';
import { startSimulator, type FaultShare, type Simulator } from '#simulator/index.ts';
import { openSecondApp, openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';

/** A provider of one kind behind a network that is as bad as its answers. */
export type Upstream = {
  kind: ProviderKind;
  provider: Provider;
  simulator: Simulator;
  proxy: FaultProxy;
  service: Service;
};

export type SubmissionShop = AsyncDisposable & {
  app: TestApp;
  workers: TestApp[];
  clock: MovedClock;
  account: number;
  upstreams: Upstream[];
  /** What the calls of all workers came to, as the network told it. */
  replies: Record<PostReply['kind'], number>;
};

// F1 of reliability.md, at least 2 % of the calls each. Connections are kept, so a network fault
// comes after some bytes of one, where an answer has 250; a new connection is one in twenty.
const NETWORK: ProxyRule[] = [
  { fault: 'refuse', share: 0.3 },
  { fault: 'stall', after: [0, 8_000] },
  { fault: 'reset', after: [0, 13_000] },
];
// What a server may have done or not comes in both forms.
const ANSWERS: FaultShare[] = [
  { share: 0.012, fault: { answer: 'bad-gateway' } },
  { share: 0.012, fault: { answer: 'bad-gateway', accepts: true } },
  { share: 0.015, fault: { answer: 'broken-json' } },
  { share: 0.015, fault: { answer: 'truncated', accepts: true } },
];
const REFUSALS: Record<ProviderKind, FaultShare> = {
  v2: { share: 0.01, fault: { answer: 'refuse', error: 'neworder.error.quantity' } },
  notpanel: {
    share: 0.01,
    fault: { answer: 'refuse', error: 'Invalid parameter: quantity', status: 400 },
  },
};
const AWAY_EVERY = 1_000; // orders; then nobody listens until 25 calls found nobody: 2 % again
const AWAY_FOR = 25;
const HOUR_MS = 3_600_000; // so often an order is asked about that is long in doubt
const LOOKS = 5; // in that hour
const TIMEOUT_MS = 1_000; // the least that a provider may be given
const CONCURRENCY = 8;
const COST = '0.123457';

/** A shop with a provider of each kind, and as many workers as asked for. */
export async function openSubmissionShop(workers: number): Promise<SubmissionShop> {
  await using opened = new AsyncDisposableStack();
  const clock = movedClock();
  const replies = { answer: 0, never_sent: 0, broken: 0 };
  const post = openPost(openEgress({ allow: ['127.0.0.0/8'] }));
  const app = opened.use(
    await openTestApp({
      clock,
      post: async (request) => {
        const reply = await post(request);
        replies[reply.kind] += 1;
        return reply;
      },
    }),
  );
  const others = Array.from({ length: workers - 1 }, () => opened.use(openSecondApp(app)));
  const upstreams: Upstream[] = [];
  for (const kind of ['v2', 'notpanel'] as const) {
    const simulator = await startSimulator({
      clock,
      kind,
      behaviours: { '*': { startAfterMs: 0, deliverMs: 0 } },
      faults: [...ANSWERS, REFUSALS[kind]].map((one) => ({ ...one, actions: ['add'] as const })),
    });
    opened.defer(() => simulator.close());
    simulator.offer({ service: '1', rate: COST });
    const proxy = opened.use(await openFaultProxy({ target: simulator.url, rules: NETWORK }));
    upstreams.push({ kind, simulator, proxy, ...(await connect(app, kind, proxy, simulator)) });
  }
  const account = await openAccount(app, { balance: '1000000' });
  const held = opened.move();
  return {
    app,
    workers: [app, ...others],
    clock,
    account,
    upstreams,
    replies,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function connect(app: TestApp, kind: ProviderKind, proxy: FaultProxy, { key }: Simulator) {
  const settings = { concurrency: CONCURRENCY, timeoutMs: TIMEOUT_MS };
  const { id } = await addProvider(app, { name: kind, kind, url: proxy.url, key, ...settings });
  const provider = (await listProviders(app.db)).find((one) => one.id === id) as Provider;
  const added = await addService(app);
  const route = {
    serviceId: added.id,
    providerId: id,
    providerService: '1',
    costRate: parseRate(COST),
  };
  await app.transact((tx) => routeServices(tx, [route]));
  const services = await listServices(app.db);
  return { provider, service: services.find((one) => one.id === added.id) as Service };
}

/** Each on a link of its own, by which the two ledgers are compared. */
export async function placeAll(shop: SubmissionShop, each: Record<ProviderKind, number>) {
  for (const { kind, service } of shop.upstreams) {
    await Promise.all(
      Array.from({ length: each[kind] }, (_, index) => {
        const link = `https://example.com/${kind}/${index}`;
        const quantity = 100 + (index % 900);
        return placeOrder(shop.app, orderOf(shop.account, service, { link, quantity }));
      }),
    );
  }
}

/** Every worker sends what is due until nothing is, pauses of orders that were never sent included. */
export async function submitAll(shop: SubmissionShop): Promise<void> {
  const absences = shop.upstreams.map((upstream) => comeAndGo(shop, upstream));
  while (await isWaiting(shop.app)) {
    await Promise.all(
      shop.workers.flatMap((app, index) =>
        shop.upstreams.map(({ provider }) => drain(app, provider, `worker ${index}`)),
      ),
    );
    // Nothing is under way: what waits does so for its pause.
    shop.clock.move(10_000);
  }
  for (const stop of absences) await stop();
}

async function drain(app: TestApp, provider: Provider, worker: string): Promise<void> {
  const lane = openSubmitLane(app, provider, { worker });
  while ((await lane.fill()) > 0) await lane.free();
  await lane.quiet();
}

/** Now and then nobody listens, until so many calls found nobody. Answers how to end that. */
function comeAndGo({ replies }: SubmissionShop, { proxy, simulator }: Upstream) {
  let goesAt = AWAY_EVERY;
  let missed: number | undefined;
  const look = async () => {
    if (missed === undefined && simulator.calls('add') >= goesAt) {
      missed = replies.never_sent;
      await proxy.away();
      proxy.drop('cut');
    }
    if (missed !== undefined && replies.never_sent >= missed + AWAY_FOR) {
      await proxy.back();
      missed = undefined;
      goesAt += AWAY_EVERY;
    }
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, 1);
  return async () => {
    clearInterval(timer);
    await looking;
    await proxy.back();
  };
}

/** Asks what a provider that repeats safely knows of the orders in doubt, until none is left. */
export async function settleAll(shop: SubmissionShop, { provider }: Upstream): Promise<void> {
  const inDoubt = async () => (await countOf(shop.app, provider.id, 'unknown')) > 0;
  while (await inDoubt()) {
    for (let look = 0; look < LOOKS; look += 1) {
      await Promise.all(shop.workers.map((app) => seekEvidence(app, provider)));
    }
    shop.clock.move(HOUR_MS);
  }
}

/** Follows until every order that a provider has is over; the network has mended. */
export async function followAll(shop: SubmissionShop): Promise<void> {
  for (const { provider, proxy } of shop.upstreams) {
    proxy.rules([]);
    proxy.drop('cut');
    while ((await countOf(shop.app, provider.id, 'in_progress')) > 0) {
      const followed = await Promise.all(shop.workers.map((app) => followOrders(app, provider)));
      if (followed.every((count) => count === 0)) shop.clock.move(60_000);
    }
  }
}

async function countOf(app: TestApp, provider: number, status: 'unknown' | 'in_progress') {
  const { count } = await app.db
    .selectFrom('orders')
    .select((from) => from.fn.countAll<bigint>().as('count'))
    .where('provider_id', '=', provider)
    .where('status', '=', status)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function isWaiting(app: TestApp): Promise<boolean> {
  const row = await app.db
    .selectFrom('orders')
    .select('id')
    .where('status', 'in', ['pending', 'submitting'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
