import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { orderFields, type LoadBuyer } from './load.ts';

/** What one caller wanted, and which order it was answered. */
export type Acknowledged = { requestId: string; link: string; accountId: number; order: number };

export type PatientLoad = {
  readonly acknowledged: readonly Acknowledged[];
  /** Calls that had to be made again. */
  readonly repeats: number;
  /** Resolves once so many orders were acknowledged in all. */
  reached(count: number): Promise<void>;
  /** No further orders; those under way are asked for until they are answered. */
  stop(): Promise<void>;
};

export type PatientLoadOptions = {
  /** Where the shop answers now; a caller takes one of them, and for a repeat any. */
  urls(): readonly string[];
  buyers: readonly LoadBuyer[];
  service: number;
  callersEach: number;
  random(): number;
};

const BACK_OFF_MS = 50;
const LONGEST_WAIT_MS = 60_000;

/**
 * Callers who repeat a call with its request_id, anywhere, until it is answered: as the API's
 * promise has them do. Any answer that is neither an order nor a 503 fails the load.
 */
export function startPatientLoad(options: PatientLoadOptions): PatientLoad {
  const { urls, buyers, service, callersEach, random } = options;
  const acknowledged: Acknowledged[] = [];
  const waiting: { count: number; resolve(): void }[] = [];
  let stopped = false;
  let repeats = 0;

  const order = async ({ accountId, key }: LoadBuyer) => {
    const requestId = randomUUID();
    const link = `https://example.com/${requestId}`;
    const body = orderFields(key, service, requestId);
    body.set('link', link);
    const since = performance.now();
    for (;;) {
      const answer = await ask(choose(urls(), random), body);
      if (answer !== undefined) return { requestId, link, accountId, order: answer };
      repeats += 1;
      if (performance.now() - since > LONGEST_WAIT_MS) throw new Error('nobody answers any more');
      await pause(BACK_OFF_MS);
    }
  };
  const call = async (buyer: LoadBuyer) => {
    while (!stopped) {
      acknowledged.push(await order(buyer));
      for (const one of waiting) if (acknowledged.length >= one.count) one.resolve();
    }
  };
  const done = Promise.all(
    buyers.flatMap((buyer) => Array.from({ length: callersEach }, () => call(buyer))),
  );
  done.catch(() => {}); // told to whoever waits
  return {
    acknowledged,
    get repeats() {
      return repeats;
    },
    reached: (count) =>
      Promise.race([
        new Promise<void>((resolve) => waiting.push({ count, resolve })),
        done.then(() => {}),
      ]),
    async stop() {
      stopped = true;
      await done;
    },
  };
}

const choose = (urls: readonly string[], random: () => number): string | undefined =>
  urls[Math.floor(random() * urls.length)];

/** The order's number; undefined where nobody answered, or not now. */
async function ask(url: string | undefined, body: URLSearchParams): Promise<number | undefined> {
  if (url === undefined) return undefined;
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, { method: 'POST', body });
    status = answer.status;
    text = await answer.text();
  } catch {
    return undefined;
  }
  if (status === 503) return undefined;
  const { order } = JSON.parse(text) as { order?: string };
  if (status !== 200 || order === undefined) throw new Error(`${status} ${text}`);
  return Number(order.replace('ord_', ''));
}
