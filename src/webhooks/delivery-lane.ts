import { momentOf, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { logNotices } from '#platform/notices/index.ts';
import { attemptDelivery, type Attempt } from './attempt-delivery.ts';
import { claimDeliveries, type Claimed } from './claim-deliveries.ts';
import { recordAttempts } from './record-attempts.ts';
import { openTraffic } from './traffic.ts';

export type DeliveryLane = {
  /** Claims as much of what is due as there are free calls and sends it; answers how many. */
  fill(): Promise<number>;
  /** A moment's rest between two claims: one for each call that ends would cost more than the calls. */
  breath(): Promise<void>;
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>;
  /** Attempts whose outcome is not written down yet. */
  readonly busy: number;
};

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
  const under = new Set<Promise<void>>();
  let found = 0;
  const record = batch<Attempt, true>({
    maxItems: RECORDS_AT_A_TIME,
    run: async (attempts) => {
      logNotices(app, await app.transact((tx) => recordAttempts(tx, attempts, momentOf(app))));
      return attempts.map(() => true);
    },
  });

  const send = async (claimed: Claimed) => {
    const end = traffic.begin(claimed);
    const attempt = await attemptDelivery(app, claimed);
    end();
    await record(attempt).catch((error: Error) => {
      const { id } = claimed;
      app.log.error({ err: error.message, delivery: id }, 'an attempt could not be recorded');
    });
  };

  return {
    async fill() {
      const { fast, slow } = traffic.free();
      found = 0;
      if (fast + slow === 0 || under.size > UNRECORDED) return 0;
      const claimed = await claimDeliveries(app, { fast, slow, slowIds: traffic.slowIds() });
      for (const one of claimed) {
        const sent = send(one).finally(() => under.delete(sent));
        under.add(sent);
      }
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
    get busy() {
      return under.size;
    },
  };
}
