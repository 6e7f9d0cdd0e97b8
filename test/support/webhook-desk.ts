import { Webhook } from 'standardwebhooks';
import type { Service } from '#catalog/index.ts';
import { systemClock } from '#lib/clock.ts';
import { placeOrder } from '#orders/index.ts';
import type { Post } from '#platform/http/index.ts';
import { reading, writing } from '#platform/db/statement.ts';
import { addEndpoint, fanOut, listEndpoints, openDeliveryLane } from '#webhooks/index.ts';
import { openTestApp, type TestApp } from './database.ts';
import { eventually } from './eventually.ts';
import { movedClock, type MovedClock } from './provider-desk.ts';
import { startReceiver, type Received, type Receiver } from './receiver.ts';
import { addService, openAccount, orderOf } from './shop.ts';

/** A shop, a customer, and the customer's server, on one clock. */
export type WebhookDesk = AsyncDisposable & {
  app: TestApp;
  clock: MovedClock;
  receiver: Receiver;
  account: number;
  service: Service;
  /** A webhook of the customer at the receiver, or elsewhere. */
  add(events?: string[], url?: string): Promise<{ id: number; secret: string }>;
  /** Places an order, so that there is something to tell. */
  order(requestId?: string): Promise<number>;
  /** Fans out all that is committed by now; answers how many deliveries that made. */
  fanOut(): Promise<number>;
  /** The same, and delivers until nothing is due; answers how many attempts that were. */
  deliver(): Promise<number>;
  stateOf(endpointId: number): Promise<string | undefined>;
};

/** Time stands still unless the test moves it, or wants it to run. */
function stillClock(): MovedClock {
  let at = systemClock.now();
  return {
    now: () => at,
    move(ms) {
      at += ms;
    },
  };
}

export async function openWebhookDesk(
  options: { post?: Post; timeRuns?: boolean } = {},
): Promise<WebhookDesk> {
  const { timeRuns = false, ...rest } = options;
  const clock = timeRuns ? movedClock() : stillClock();
  const app = await openTestApp({ clock, ...rest });
  const receiver = await startReceiver(() => clock.now());
  const account = await openAccount(app, { balance: '100000' });
  const service = await addService(app);
  const lane = openDeliveryLane(app);
  return {
    ...{ app, clock, receiver, account, service },
    add: (events, url = receiver.url) =>
      addEndpoint(app, { accountId: account, keyId: null, url, ...(events && { events }) }),
    async order(requestId) {
      return (await placeOrder(app, orderOf(account, service, {}, requestId))).orderId;
    },
    async fanOut() {
      await horizon(app);
      return fanOut(app);
    },
    async deliver() {
      await horizon(app);
      await fanOut(app);
      let attempts = 0;
      for (;;) {
        const filled = await lane.fill();
        await lane.quiet();
        attempts += filled;
        if (filled === 0) return attempts;
      }
    },
    async stateOf(endpointId) {
      return (await listEndpoints(app.db, { endpointId }))[0]?.state;
    },
    async [Symbol.asyncDispose]() {
      await lane.quiet();
      await receiver[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

const NEXT = writing<{ xid: string }>('test-xid', 'select pg_current_xact_id()::text as xid');
const PASSED = reading<{ passed: boolean }>(
  'test-horizon',
  'select $1::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as passed',
);

/** Transactions of other databases on the server, such as other tests', hold the horizon back. */
export async function horizon(app: TestApp): Promise<void> {
  const [next] = await app.transact((tx) => tx.run(NEXT));
  await eventually(
    async () => (await app.db.rows(PASSED, [next?.xid]))[0]?.passed === true,
    30_000,
  );
}

const realNow = Date.now.bind(Date);

/** As a receiver does, with the published library and the receiver's clock; throws what it throws. */
export function verify(secret: string, received: Received): unknown {
  const { headers, body, at } = received;
  Date.now = () => at;
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    Date.now = realNow;
  }
}
