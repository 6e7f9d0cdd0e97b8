/** A thing of Stripe's, as its API writes it. */
export type StripeThing = Record<string, unknown> & { id: string };

/** What Stripe has of an account, with the outside of it in the test's hand. */
export type StripeBook = ReturnType<typeof openStripeBook>;

const nowS = () => Math.floor(Date.now() / 1_000);

export function openStripeBook() {
  const sessions = new Map<string, StripeThing>();
  const intents = new Map<string, StripeThing>();
  const refunds: StripeThing[] = [];
  const disputes: StripeThing[] = [];
  const newId = openIds();

  const session = (id: string): StripeThing => known(sessions, id);
  const intentOf = (sessionId: string): StripeThing =>
    known(intents, session(sessionId)['payment_intent'] as string);
  const settle = (sessionId: string, status: string, received: number): StripeThing => {
    const paid = session(sessionId);
    const id = (paid['payment_intent'] as string | null) ?? newId('pi');
    Object.assign(paid, { status: 'complete', payment_intent: id });
    intents.set(id, newIntent({ id, currency: paid['currency'], status, received, newId }));
    return paid;
  };
  const addRefund = (intent: string, amount: number, status: string, refundId?: string) => {
    const { currency } = known(intents, intent);
    const metadata = refundId === undefined ? {} : { refund_id: refundId };
    const about = { object: 'refund', created: nowS(), currency, metadata };
    const refund = { id: newId('re'), ...about, amount, status, payment_intent: intent };
    refunds.push(refund);
    return refund;
  };
  return {
    ...{ sessions, intents, refunds, disputes, session, addRefund },
    openSession(form: URLSearchParams): StripeThing {
      const opened = newSession(newId('cs_test'), form);
      sessions.set(opened.id, opened);
      return opened;
    },
    /** The payer pays; by default what was asked. */
    pay: (sessionId: string, amount?: number): StripeThing =>
      settle(sessionId, 'succeeded', amount ?? (session(sessionId)['amount_total'] as number)),
    /** A payment by a bank, which is on its way, or came to nothing. */
    bank: (sessionId: string, status: 'processing' | 'requires_payment_method'): StripeThing =>
      settle(sessionId, status, 0),
    expire: (id: string): StripeThing => Object.assign(session(id), { status: 'expired' }),
    /** Made by somebody in Stripe's own desk. */
    refund: (sessionId: string, amount: number, status = 'succeeded'): StripeThing =>
      addRefund(intentOf(sessionId).id, amount, status),
    dispute(sessionId: string, amount: number, status: string): StripeThing {
      const intent = intentOf(sessionId);
      Object.assign(intent['latest_charge'] as object, { disputed: true });
      const before = disputes.find((one) => one['payment_intent'] === intent.id);
      if (before) return Object.assign(before, { status });
      const about = { object: 'dispute', created: nowS(), currency: intent['currency'] };
      const opened = { id: newId('dp'), ...about, amount, status, payment_intent: intent.id };
      disputes.push(opened);
      return opened;
    },
  };
}

const openIds = () => {
  let made = 0;
  return (kind: string): string => `${kind}_${String((made += 1)).padStart(6, '0')}`;
};

function known(things: ReadonlyMap<string, StripeThing>, id: string): StripeThing {
  const thing = things.get(id);
  if (!thing) throw new Error(`Stripe has no ${id}`);
  return thing;
}

const newSession = (id: string, form: URLSearchParams): StripeThing => ({
  id,
  object: 'checkout.session',
  status: 'open',
  url: 'https://checkout.stripe.example/pay',
  payment_intent: null,
  client_reference_id: form.get('client_reference_id'),
  metadata: { payment_id: form.get('metadata[payment_id]') },
  currency: form.get('line_items[0][price_data][currency]'),
  amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
  expires_at: Number(form.get('expires_at')),
});

type Settled = {
  id: string;
  currency: unknown;
  status: string;
  received: number;
  newId(kind: string): string;
};

const newIntent = ({ id, currency, status, received, newId }: Settled): StripeThing => ({
  ...{ id, object: 'payment_intent', status, currency, amount_received: received },
  created: nowS(),
  last_payment_error:
    status === 'requires_payment_method' ? { message: 'The bank said no.' } : null,
  latest_charge:
    received > 0 ? { id: newId('ch'), object: 'charge', created: nowS(), disputed: false } : null,
});
