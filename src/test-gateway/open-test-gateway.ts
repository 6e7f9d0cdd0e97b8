import type { RequestListener } from 'node:http';
import { openBook } from './book.ts';
import { createListener } from './listener.ts';
import { openNotices } from './notices.ts';
import { openDesk } from './open-desk.ts';

export type TestGatewayOptions = {
  /** Who may use the API. */
  apiKey: string;
  /** Signs what is sent to the shop: `whsec_…`. */
  webhookSecret: string;
  /** Where payers reach the pages: the path below it begins with `/test-gateway/`. */
  publicUrl: string;
  /** JSON lines, so that a restart goes on where it was. */
  bookFile?: string;
  now?(): number;
  /** How long "later" is. */
  laterMs?: number;
  /** Takes the place of the origin of the shop's address, where that leads out and back in. */
  deliverTo?: string;
};

export type TestGateway = {
  /** Answers what is below `/test-gateway/`: its pages and its API. */
  readonly listener: RequestListener;
  close(): void;
};

const LATER_MS = 20_000; // a visitor of the demo sees it happen

/**
 * A payment gateway through which no money moves. It behaves as a real one does: a page of its own,
 * notifications that are signed, repeated and late, an API, a record that outlives it.
 */
export function openTestGateway(options: TestGatewayOptions): TestGateway {
  const { now = Date.now, laterMs = LATER_MS, publicUrl, deliverTo } = options;
  const book = openBook(options.bookFile);
  const notices = openNotices({ book, secret: options.webhookSecret, now, deliverTo });
  const desk = openDesk({ book, publicUrl, now, laterMs, onFact: notices.schedule });
  notices.schedule();
  return {
    listener: createListener(desk, options.apiKey),
    close() {
      notices.close();
      desk.close();
    },
  };
}
