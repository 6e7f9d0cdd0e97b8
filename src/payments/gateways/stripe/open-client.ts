import Stripe from 'stripe';
import type { App } from '#platform/app.ts';
import type { StripeSettings } from './settings.ts';

const TIMEOUT_MS = 15_000; // somebody waits for the checkout
const MAX_BYTES = 2_000_000; // a page of a hundred refunds is a tenth of it
const RETRIES = 1; // Stripe's own default; each call has an idempotency key

/** Stripe's client, whose requests leave as all of ours do: guarded, limited, never redirected. */
export function openClient(app: App, { secretKey, apiUrl }: StripeSettings): Stripe {
  const { protocol, hostname, port } = new URL(apiUrl ?? 'https://api.stripe.com');
  return new Stripe(secretKey, {
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    httpClient: Stripe.createFetchHttpClient(fetchThrough(app)),
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
  });
}

const fetchThrough =
  (app: App): typeof fetch =>
  async (asked, init = {}) => {
    const reply = await app.post({
      url: new URL(asked instanceof Request ? asked.url : asked),
      method: init.method === 'GET' ? 'GET' : 'POST',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : '',
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    });
    if (reply.kind !== 'answer') throw new Error(reply.error);
    const { status, headers, text } = reply;
    return new Response(text === '' ? null : text, { status, headers });
  };
