import { createHmac } from 'node:crypto';
import { startFakeApi, type ApiAnswer, type ApiCall, type FakeApi } from './fake-api.ts';

type Invoice = Record<string, unknown> & { id: string };
type Paid = { value: string; fee?: string; status?: 'Processing' | 'Settled' | 'Invalid' };

/** A BTCPay Server's Greenfield side as far as the panel uses it, and what its payers do. */
export type BtcpayApi = FakeApi & {
  readonly settings: { url: string; storeId: string; apiKey: string; webhookSecret: string };
  /** Coins arrive for an invoice; answers the payment's id. */
  pay(invoiceId: string, paid: Paid): string;
  /** What the network does to a payment. */
  settle(paymentId: string, status: 'Settled' | 'Invalid'): void;
  set(invoiceId: string, status: string, additionalStatus?: string): void;
  /** A delivery of the store's webhook, signed as BTCPay signs. */
  notice(type: string, invoiceId: string, more?: object): { headers: Headers; body: Buffer };
};

const STORE = 'AbCdEfGhIjKlMnOpQr';
const API_KEY = 'btcpay-key-0123456789abcdef';
const WEBHOOK_SECRET = 'btcpay-secret-0123456789';
const nowS = () => Math.floor(Date.now() / 1_000);

/** `rate` is what a coin costs in the invoice's currency. */
export async function startBtcpayApi(rate = '64392.23'): Promise<BtcpayApi> {
  const invoices = new Map<string, Invoice>();
  const payments: (Required<Paid> & { id: string; receivedDate: number; invoiceId: string })[] = [];
  let deliveries = 0;
  const methodsOf = (invoiceId: string) => [
    {
      paymentMethodId: 'BTC-CHAIN',
      currency: 'BTC',
      rate,
      payments: payments.filter((one) => one.invoiceId === invoiceId),
    },
    { paymentMethodId: 'BTC-LN', currency: 'BTC', rate, payments: [] },
  ];
  const answerTo = (call: ApiCall): ApiAnswer => {
    if (call.headers.authorization !== `token ${API_KEY}`) return { status: 401, body: {} };
    const path = call.url.pathname.slice(`/api/v1/stores/${STORE}/invoices`.length).split('/');
    const [, id = '', part] = path;
    if (call.method === 'POST') {
      const made = newInvoice(`inv${invoices.size + 1}`, call.body);
      invoices.set(made.id, made);
      return { status: 200, body: made };
    }
    if (id === '') {
      const orderId = call.url.searchParams.get('orderId');
      const isOf = ({ metadata }: Invoice) => (metadata as { orderId: string }).orderId === orderId;
      return { status: 200, body: [...invoices.values()].filter(isOf) };
    }
    const found = invoices.get(id);
    if (!found) return { status: 404, body: { code: 'invoice-not-found' } };
    return { status: 200, body: part === 'payment-methods' ? methodsOf(id) : found };
  };
  const api = await startFakeApi(answerTo);
  return {
    ...api,
    settings: { url: api.url, storeId: STORE, apiKey: API_KEY, webhookSecret: WEBHOOK_SECRET },
    pay(invoiceId, { value, fee = '0', status = 'Settled' }) {
      const id = `tx${payments.length + 1}-0`;
      payments.push({ id, receivedDate: nowS(), value, fee, status, invoiceId });
      return id;
    },
    settle(paymentId, status) {
      const payment = payments.find(({ id }) => id === paymentId);
      if (payment) payment.status = status;
    },
    set(invoiceId, status, additionalStatus = 'None') {
      Object.assign(invoices.get(invoiceId) ?? {}, { status, additionalStatus });
    },
    notice(type, invoiceId, more = {}) {
      const deliveryId = `delivery${(deliveries += 1)}`;
      const about = { deliveryId, webhookId: 'hook1', type, timestamp: nowS(), invoiceId };
      const body = Buffer.from(JSON.stringify({ ...about, storeId: STORE, ...more }));
      const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
      return { headers: new Headers({ 'BTCPay-Sig': `sha256=${signature}` }), body };
    },
  };
}

function newInvoice(id: string, body: string): Invoice {
  const asked = JSON.parse(body) as Record<string, unknown> & {
    checkout: { expirationMinutes: number };
  };
  return {
    ...{ id, amount: asked['amount'], currency: asked['currency'], metadata: asked['metadata'] },
    checkoutLink: `https://pay.example/i/${id}`,
    createdTime: nowS(),
    expirationTime: nowS() + asked.checkout.expirationMinutes * 60,
    status: 'New',
    additionalStatus: 'None',
  };
}
