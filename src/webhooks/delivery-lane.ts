import { momentOf, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { logNotices } from '#platform/notices/index.ts';
import { attemptDelivery, TIMEOUT_MS, type Attempt } from './attempt-delivery.ts';
import { claimDeliveries, type Claimed } from './claim-deliveries.ts';
import { recordAttempts } from './record-attempts.ts';
import { releaseDeliveries } from './release-deliveries.ts';
import { openTraffic } from './traffic.ts';

export type DeliveryLane = {
  /** Claims what is due for the calls that are free, and some ahead; answers how many. */
  fill(): Promise<number>;
  /** A moment's rest between two claims. */
  breath(): Promise<void>;
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>;
  /** Begins nothing more, gives back what is claimed, and waits for what is on its way. */
  stop(): Promise<void>;
  /** What is claimed and not written down yet. */
  readonly busy: number;
};

const AHEAD = 400; // so that no call waits for a claim: half a second's work
const LEAST = 20; // a claim for each call that ends would cost more than the calls
const BREATH_MS = 10;
const LONG_BREATH_MS = 50; // where the last claim found nothing
const UNRECORDED = 2_000; // a slow database slows the lane down
const RECORDS_AT_A_TIME = 500;

/**
 * Sends what is due. Webhooks that hang have calls of their own, so that the others wait for none
 * of them; what cannot be recorded is sent again when its lease ends.
 */
export function openDeliveryLane(app: App): DeliveryLane {
  const traffic = openTraffic(() => app.clock.now());
  const ahead: Claimed[] = [];
  const under = new Set<Promise<void>>();
  let found = 0;
  const record = openRecord(app);

  const send = async (claimed: Claimed) => {
    const end = traffic.begin(claimed);
    const attempt = await attemptDelivery(app, claimed);
    end();
    advance();
    await record(attempt).catch((error: Error) => {
      const { id } = claimed;
      app.log.error({ err: error.message, delivery: id }, 'an attempt could not be recorded');
    });
  };
  const begin = (claimed: Claimed) => {
    const sent = send(claimed).finally(() => under.delete(sent));
    under.add(sent);
  };
  const advance = () => {
    const latest = app.clock.now() + TIMEOUT_MS;
    for (let { fast } = traffic.free(); fast > 0 && ahead.length > 0;) {
      const next = ahead.shift();
      // What could not end within its lease is left to whoever claims it next.
      if (!next || next.leaseUntil.getTime() < latest) continue;
      begin(next);
      fast -= 1;
    }
  };

  return {
    async fill() {
      advance();
      found = 0;
      const free = traffic.free();
      const fast = free.fast + AHEAD - ahead.length;
      if (fast < LEAST && free.slow === 0) return 0;
      if (under.size > UNRECORDED) return 0;
      const wanted = { fast, slow: free.slow, slowIds: traffic.slowIds() };
      const claimed = await claimDeliveries(app, wanted);
      for (const one of claimed) {
        if (one.slow) begin(one);
        else ahead.push(one);
      }
      advance();
      found = claimed.length;
      return found;
    },
    async breath() {
      const ms = found > 0 ? BREATH_MS : LONG_BREATH_MS;
      await new Promise((resolve) => setTimeout(resolve, ms));
    },
    async quiet() {
      while (under.size > 0) await Promise.all(under);
    },
    async stop() {
      await releaseDeliveries(app, ahead.splice(0));
      while (under.size > 0) await Promise.all(under);
    },
    get busy() {
      return under.size + ahead.length;
    },
  };
}

/** Writes attempts down, those that end at the same time in one transaction. */
const openRecord = (app: App) =>
  batch<Attempt, true>({
    maxItems: RECORDS_AT_A_TIME,
    run: async (attempts) => {
      logNotices(app, await app.transact((tx) => recordAttempts(tx, attempts, momentOf(app))));
      return attempts.map(() => true);
    },
  });
