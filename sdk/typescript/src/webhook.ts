import { WebhookVerificationError } from './errors.ts';

// Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64.

/** An order as it stood when the message was made. */
export type OrderEvent = {
  order: string;
  request_id: string | null;
  parent?: string;
  service: number;
  status: string;
  charge: string;
  start_count: string;
  remains: string;
  currency: string;
  /** Grows with each event of an order: drop what is lower than what you have. */
  sequence: number;
  refunded?: string;
  refill?: string;
  balance?: string;
};

export type ServiceChange = {
  service: number;
  name: string;
  change: 'new' | 'rate_up' | 'rate_down' | 'limits' | 'details' | 'paused' | 'resumed';
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  at: string;
  sequence: number;
};

/** `id` is the same whenever a message is sent again: keep those that you have seen. */
export type WebhookMessage = { id: string; timestamp: string } & (
  | {
      type: `order.${string}` | 'refill.completed' | 'refill.rejected' | 'balance.low';
      data: OrderEvent;
    }
  | { type: 'service.changed'; data: { changes: ServiceChange[] } }
  | { type: 'webhook.test'; data: { webhook: string; text: string } }
);

type GivenHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>;
type Body = string | Uint8Array;

export type VerifyOptions = { toleranceS?: number; nowS?: number };

/**
 * The message, if one of the secrets signed it within the last five minutes. `body` is what came,
 * byte for byte. Throws `WebhookVerificationError`.
 */
export async function verifyWebhook(
  secrets: string | readonly string[],
  headers: GivenHeaders,
  body: Body,
  { toleranceS = 300, nowS = Date.now() / 1_000 }: VerifyOptions = {},
): Promise<WebhookMessage> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    header(headers, `webhook-${name}`),
  );
  if (!id || !timestamp || !signatures) throw refused('a header is missing');
  if (!/^\d{1,12}$/.test(timestamp)) throw refused('the timestamp is none');
  if (Math.abs(nowS - Number(timestamp)) > toleranceS) throw refused('too old or too new');
  const given = signatures.split(' ').flatMap((one) => {
    const [version, signature = ''] = one.split(',');
    return version === 'v1' ? (bytesOf(signature) ?? []) : [];
  });
  const signed = signedBytes(id, timestamp, body);
  for (const secret of [secrets].flat()) {
    const key = await importKey(secret);
    for (const signature of given) {
      // Takes the same time whatever the signature.
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return parse(id, body);
    }
  }
  throw refused('no signature is right');
}

/** The headers of a message of your own, to test your receiver with. */
export async function signWebhook(
  secret: string,
  id: string,
  body: Body,
  timestampS: number = Math.floor(Date.now() / 1_000),
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const signed = signedBytes(id, String(timestampS), body);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', await importKey(secret), signed));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampS),
    'webhook-signature': `v1,${btoa(String.fromCharCode(...bytes))}`,
  };
}

function parse(id: string, body: Body): WebhookMessage {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  try {
    const { type, timestamp, data } = JSON.parse(text) as WebhookMessage;
    return { id, type, timestamp, data } as WebhookMessage;
  } catch {
    throw refused('the body is no message');
  }
}

function header(headers: GivenHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.keys(headers).find((one) => one.toLowerCase() === name);
  return found === undefined ? undefined : [headers[found]].flat()[0];
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw refused('the secret is none');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
}

function signedBytes(id: string, timestamp: string, body: Body): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const head = encoder.encode(`${id}.${timestamp}.`);
  const rest = typeof body === 'string' ? encoder.encode(body) : body;
  const all = new Uint8Array(head.length + rest.length);
  all.set(head);
  all.set(rest, head.length);
  return all;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

const refused = (why: string): WebhookVerificationError => new WebhookVerificationError(why);
