import Stripe from 'stripe';
import { startFakeApi, type ApiCall, type FakeApi } from './fake-api.ts';
import { openStripeBook, type StripeBook, type StripeThing } from './stripe-book.ts';

/** Stripe's HTTP side as far as the panel uses it, and what its payers and its desk do. */
export type StripeApi = FakeApi &
  StripeBook & {
    readonly settings: { secretKey: string; webhookSecret: string; apiUrl: string };
    /** Of idempotency, as after a day. */
    forgetKeys(): void;
    /** A notification, signed as Stripe signs. */
    notice(type: string, object: object, at?: number): { headers: Headers; body: Buffer };
  };

const SECRET_KEY = 'sk_test_0123456789abcdef';
const WEBHOOK_SECRET = 'whsec_0123456789abcdef';

export async function startStripeApi(): Promise<StripeApi> {
  const book = openStripeBook();
  const byKey = new Map<string, object>();
  let events = 0;
  const api = await startFakeApi((call) => {
    if (call.headers.authorization !== `Bearer ${SECRET_KEY}`) {
      return { status: 401, body: { error: { message: 'Invalid API Key' } } };
    }
    const key = call.method === 'POST' ? String(call.headers['idempotency-key']) : undefined;
    const body = byKey.get(key ?? '') ?? answerTo(book, call);
    if (!body) return { status: 404, body: { error: { message: 'No such thing' } } };
    if (key !== undefined) byKey.set(key, body);
    return { status: 200, body };
  });
  return {
    ...api,
    ...book,
    forgetKeys: () => byKey.clear(),
    settings: { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, apiUrl: api.url },
    notice(type, object, at = Date.now()) {
      const created = Math.floor(at / 1_000);
      const id = `evt_${(events += 1)}`;
      const payload = JSON.stringify({ id, object: 'event', type, created, data: { object } });
      const signed = { payload, secret: WEBHOOK_SECRET, timestamp: created };
      const signature = Stripe.webhooks.generateTestHeaderString(signed);
      return {
        headers: new Headers({ 'stripe-signature': signature }),
        body: Buffer.from(payload),
      };
    },
  };
}

function answerTo(book: StripeBook, { method, url, body }: ApiCall): object | undefined {
  const path = url.pathname.slice('/v1/'.length);
  const form = new URLSearchParams(body);
  const intent = url.searchParams.get('payment_intent');
  const ofIntent = (things: Iterable<StripeThing>) => ({
    object: 'list',
    has_more: false,
    data: [...things].filter((one) => one['payment_intent'] === intent),
  });
  if (method === 'POST') {
    if (path === 'checkout/sessions') return book.openSession(form);
    if (path !== 'refunds') return undefined;
    const refundId = form.get('metadata[refund_id]') ?? undefined;
    const amount = Number(form.get('amount'));
    return book.addRefund(form.get('payment_intent') ?? '', amount, 'succeeded', refundId);
  }
  if (path === 'checkout/sessions') return ofIntent(book.sessions.values());
  if (path === 'refunds') return ofIntent(book.refunds);
  if (path === 'disputes') return ofIntent(book.disputes);
  const session = book.sessions.get(path.slice('checkout/sessions/'.length));
  if (!session || !url.searchParams.has('expand[0]')) return session;
  const paid = book.intents.get(session['payment_intent'] as string) ?? null;
  return { ...session, payment_intent: paid };
}
