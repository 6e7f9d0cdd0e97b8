import { signMessage } from '#lib/signature.ts';
import type { Book } from './book.ts';
import type { Fact } from './checkout.ts';

export type NoticesOptions = {
  book: Book;
  secret: string;
  now(): number;
  /** Replaces the origin of the shop's address, where that leads out of this machine and back. */
  deliverTo?: string | undefined;
};

export type Notices = { schedule(): void; close(): void };

const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 300_000, 3_600_000];
const TIMEOUT_MS = 15_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Tells the shop what has happened, signed by Standard Webhooks, again and again until it is taken. */
export function openNotices({ book, secret, now, deliverTo }: NoticesOptions): Notices {
  const timers = new Map<string, NodeJS.Timeout>();
  let closed = false;

  const send = async (fact: Fact): Promise<boolean> => {
    const checkout = book.checkouts.get(fact.checkoutId);
    if (!checkout) return true;
    const body = JSON.stringify({ type: fact.kind, event: fact.id, checkout: checkout.id });
    const timestampS = Math.floor(now() / 1_000);
    try {
      const response = await fetch(addressed(checkout.eventsUrl, deliverTo), {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'webhook-id': fact.id,
          'webhook-timestamp': String(timestampS),
          'webhook-signature': signMessage([secret], { id: fact.id, timestampS, body }),
        },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  };

  const wait = (id: string, ms: number, then: () => Promise<void>): void => {
    const timer = setTimeout(() => void then(), Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    timers.set(id, timer.unref());
  };

  const deliver = async (fact: Fact, copies: number, attempt: number): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: copies }, () => send(fact)));
    if (closed) return;
    const again = RETRY_AFTER_MS[attempt];
    if (answers.every(Boolean) || again === undefined) {
      book.told(fact.id);
      timers.delete(fact.id);
    } else wait(fact.id, again, () => deliver(fact, copies, attempt + 1));
  };

  return {
    schedule() {
      for (const { fact, notice } of book.untold()) {
        if (closed || timers.has(fact.id)) continue;
        wait(fact.id, notice.dueAt - now(), () => deliver(fact, notice.copies, 0));
      }
    },
    close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

const addressed = (eventsUrl: string, origin: string | undefined): URL => {
  const url = new URL(eventsUrl);
  return origin === undefined ? url : new URL(url.pathname + url.search, origin);
};
