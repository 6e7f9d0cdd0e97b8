import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export type LoadBuyer = { accountId: number; key: string };

export type Load = {
  /** Request ids whose order was answered, with the body that was heard. */
  readonly acknowledged: Map<string, string>;
  /** Request ids whose call ended without an answer, or with a 503. */
  readonly open: Set<string>;
  /** Resolves once so many calls were acknowledged. */
  reached(count: number): Promise<void>;
  /** Ends when every caller has. */
  readonly done: Promise<void>;
  /** No further calls; those under way are heard out. */
  stop(): void;
};

export type LoadOptions = {
  url: string;
  buyer: LoadBuyer;
  service: number;
  callers: number;
};

const BACK_OFF_MS = 20; // less than Retry-After says, so that it is seen when the panel is back

/** What `add` is sent with: the same for a retry. */
export const orderFields = (key: string, service: number, requestId: string) =>
  new URLSearchParams({
    key,
    action: 'add',
    service: String(service),
    link: 'https://example.com/post',
    quantity: '1000',
    request_id: requestId,
  });

/**
 * Concurrent callers who order without end. A caller whose call fails goes home, as one does whose
 * server is gone; an answer that is neither an order nor a 503 that says when to come back fails
 * the load.
 */
export function startLoad({ url, buyer, service, callers }: LoadOptions): Load {
  const acknowledged = new Map<string, string>();
  const open = new Set<string>();
  const waiting: { count: number; resolve(): void }[] = [];
  let stopped = false;

  const call = async (): Promise<void> => {
    while (!stopped) {
      const requestId = randomUUID();
      open.add(requestId);
      let answer: Response;
      let text: string;
      try {
        answer = await fetch(url, {
          method: 'POST',
          body: orderFields(buyer.key, service, requestId),
        });
        text = await answer.text();
      } catch {
        return;
      }
      if (answer.status === 503 && answer.headers.has('retry-after')) {
        await pause(BACK_OFF_MS);
        continue;
      }
      if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
      open.delete(requestId);
      acknowledged.set(requestId, text);
      for (const one of waiting) if (acknowledged.size >= one.count) one.resolve();
    }
  };
  const done = Promise.all(Array.from({ length: callers }, call)).then(() => {});
  return {
    acknowledged,
    open,
    done,
    reached: (count) =>
      Promise.race([
        new Promise<void>((resolve) => waiting.push({ count, resolve })),
        done.then(() => {
          if (acknowledged.size < count) throw new Error(`only ${acknowledged.size} orders`);
        }),
      ]),
    stop: () => void (stopped = true),
  };
}

/** Does the work for every item, a few at a time. */
export async function forEachAtOnce<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
