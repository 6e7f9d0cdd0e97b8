import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { reloadCatalog } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { openEgress } from '#platform/http/index.ts';
import { openDocs, type Docs } from '#developers/index.ts';
import { openKey, startApi, type TestApi } from '#test/support/api.ts';
import { LOOPBACK, openTestApp, type TestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';

/** The shop of which the samples of the documentation speak, behind a server of its own. */
export type SampleShop = AsyncDisposable & {
  readonly app: TestApp;
  readonly api: TestApi;
  readonly docs: Docs;
  /** Brings it to where the sample begins. Call it before each run. */
  prepare(sample: string): Promise<void>;
  /** The key that a run is made with. */
  keyFor(sample: string, runner: string): string;
};

const LINK = 'https://example.com/p/launch';
const PUBLIC = '93.184.215.14';

export async function openSampleShop(runners: readonly string[]): Promise<SampleShop> {
  const egress = openEgress({ allow: LOOPBACK, resolve: () => Promise.resolve([PUBLIC]) });
  const app = await openTestApp({ egress });
  const api = await startApi(app);
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await addServices(app);
  const accountId = await openAccount(app, { balance: '1000' });
  const keys = new Map<string, string>();
  for (const runner of runners) keys.set(runner, await openKey(app, accountId, LIMITED));
  const classic = await openKey(app, accountId, { dialect: 'classic', repeatWindowS: 3_600 });
  const other = await openKey(app, await openAccount(app, { balance: '47.32' }), LIMITED);
  const first = keys.get(runners[0] ?? '') ?? '';

  const number = (table: string, next: number) =>
    owner.query(`alter sequence ${table}_id_seq restart with ${next}`);
  const place = () => api.post({ ...ORDER, key: first, action: 'add', request_id: randomUUID() });
  const once = rememberedSteps({
    add: () => number('orders', 23_501),
    'add-drip-feed': async () => {
      await place();
      await place();
      await deliver(app);
    },
    'add-subscription': () => addSubscriptions(app),
    refill: () => number('refills', 17),
  });

  return {
    app,
    api,
    docs: await openDocs(app, { panelUrl: api.origin, release: '0.0.0-test' }),
    async prepare(sample) {
      await once(sample);
      if (!sample.startsWith('webhook-')) return;
      await owner.query('truncate webhook_endpoints cascade');
      await number('webhook_endpoints', 3);
      if (sample === 'webhook-add') return;
      await api.post({ ...HOOK, key: first, action: 'webhook.add' });
    },
    keyFor(sample, runner) {
      if (sample.startsWith('classic-')) return classic;
      return sample === 'balance' ? other : (keys.get(runner) ?? '');
    },
    async [Symbol.asyncDispose]() {
      await owner.end();
      await api[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

const LIMITED = { requestsPerMinute: 100 }; // as a key has it that says nothing else
const ORDER = { service: 1, link: LINK, quantity: 1_000 };
const HOOK = { url: 'https://shop.example/webhooks', events: 'order.completed,order.partial' };

function rememberedSteps(steps: Record<string, () => Promise<unknown>>) {
  const taken = new Map<string, Promise<unknown> | undefined>();
  return async (name: string): Promise<void> => {
    if (!taken.has(name)) taken.set(name, steps[name]?.());
    await taken.get(name);
  };
}

type Row = {
  id: number;
  category: string;
  name: string;
  type: 'Default' | 'Custom Comments' | 'Subscriptions';
  rate: string;
  min: number;
  max: number;
};

async function addServices(app: TestApp): Promise<void> {
  await insert(
    app,
    {
      ...{ id: 1, category: 'Reach', name: 'Post reach, worldwide', type: 'Default' },
      ...{ rate: '0.90', min: 100, max: 50_000 },
    },
    {
      ...{ refill: true, cancel: true, dripfeed: true, guarantee_days: 30 },
      ...{ average_minutes: 42, average_sample: 50, delivery: 'paid_ads' },
      description: 'Public posts only. Starts within the hour.',
    },
  );
  await insert(
    app,
    {
      ...{ id: 2, category: 'Comments', name: 'Written comments', type: 'Custom Comments' },
      ...{ rate: '12', min: 1, max: 500 },
    },
    { cancel: true, delivery: 'creator_placement' },
  );
}

const addSubscriptions = (app: TestApp) =>
  insert(
    app,
    {
      ...{ id: 3, category: 'Posts', name: 'Reach of new posts', type: 'Subscriptions' },
      ...{ rate: '0.90', min: 100, max: 1_000 },
    },
    { delivery: 'paid_ads' },
  );

type Extra = {
  delivery: 'paid_ads' | 'creator_placement';
  refill?: boolean;
  cancel?: boolean;
  dripfeed?: boolean;
  guarantee_days?: number;
  average_minutes?: number;
  average_sample?: number;
  description?: string;
};

async function insert(app: TestApp, { category, rate, ...row }: Row, extra: Extra): Promise<void> {
  await app.transact(async (tx) => {
    const { id } = await tx
      .insertInto('categories')
      .values({ name: category, platform: 'Test', position: row.id })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('services')
      .values({ ...row, ...extra, category_id: id, rate: parseRate(rate) })
      .execute();
  });
  await reloadCatalog(app);
}

/** 23501 is being delivered, 23502 is completed, 23503 waits. */
async function deliver(app: TestApp): Promise<void> {
  const at = new Date(app.clock.now());
  await app.transact(async (tx) => {
    await tx
      .updateTable('orders')
      .set({ status: 'in_progress', start_count: 1_204n, remains: 380, started_at: at })
      .where('id', '=', 23_501)
      .execute();
    await tx
      .updateTable('orders')
      .set({ status: 'completed', start_count: 87n, remains: 0, started_at: at, finished_at: at })
      .where('id', '=', 23_502)
      .execute();
  });
}
