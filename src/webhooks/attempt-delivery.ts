import { signMessage } from '#lib/signature.ts';
import type { App } from '#platform/app.ts';
import type { PostReply } from '#platform/http/index.ts';
import { scrub } from '#platform/scrub.ts';
import type { Claimed } from './claim-deliveries.ts';

/** One try of a delivery, and what came of it. */
export type Attempt = {
  claimed: Claimed;
  at: Date;
  tookMs: number;
  /** Null: no answer came. */
  status: number | null;
  error: string | null;
  answer: string | null;
  retryAfterMs: number | null;
};

// reliability.md 6.2
export const TIMEOUT_MS = 15_000;
const ANSWER_BYTES = 16 * 1024;
const KEPT_CHARACTERS = 1_024;

export const HEADERS = {
  'content-type': 'application/json',
  'user-agent': 'notpanel-webhooks (+https://www.standardwebhooks.com)',
} as const;

/** Sends a delivery once, signed for this moment; never throws. Only 2xx is a success. */
export async function attemptDelivery(app: App, claimed: Claimed): Promise<Attempt> {
  const began = app.clock.now();
  const reply = await send(app, claimed, began);
  const status = reply.kind === 'answer' ? reply.status : null;
  const retryAfter = reply.kind === 'answer' ? reply.headers['retry-after'] : undefined;
  return {
    claimed,
    at: new Date(began),
    tookMs: Math.max(0, Math.round(app.clock.now() - began)),
    status,
    error: reply.kind === 'answer' ? null : reply.error.slice(0, 300),
    answer: reply.kind === 'never_sent' ? null : kept(reply.text),
    retryAfterMs: readRetryAfter(retryAfter, app.clock.now()),
  };
}

export const succeeded = ({ status }: Attempt): boolean =>
  status !== null && status >= 200 && status < 300;

async function send(app: App, claimed: Claimed, now: number): Promise<PostReply> {
  const { message: id, body, url, secretSealed, oldSecretSealed } = claimed;
  try {
    const sealed = oldSecretSealed ? [secretSealed, oldSecretSealed] : [secretSealed];
    const secrets = sealed.map((one) => app.vault.open(one));
    const timestampS = Math.floor(now / 1_000);
    return await app.post({
      url: new URL(url),
      headers: {
        ...HEADERS,
        'webhook-id': id,
        'webhook-timestamp': String(timestampS),
        'webhook-signature': signMessage(secrets, { id, timestampS, body }),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: ANSWER_BYTES,
      whenLonger: 'cut',
      reach: 'public',
      keepAlive: true,
    });
  } catch (error) {
    return { kind: 'never_sent', error: (error as Error).message };
  }
}

const kept = (text: string): string =>
  scrub(text.replaceAll('\0', '').slice(0, KEPT_CHARACTERS))
    .slice(0, KEPT_CHARACTERS)
    .toWellFormed();

/** Seconds or a date, as HTTP has it. */
function readRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
