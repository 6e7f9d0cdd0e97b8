import { markService, saveLink, saveTemplate } from '#baskets/index.ts';
import { issueReceipt, issuerOf, saveBillingDetails } from '#billing/index.ts';
import { catalog, type Service } from '#catalog/index.ts';
import {
  advanceOrders,
  placeOrder,
  settleOrders,
  startRuns,
  type OrderParams,
} from '#orders/index.ts';
import { paymentText } from '#payments/index.ts';
import { requestRefill } from '#refills/index.ts';
import {
  addDesk,
  deskEvent,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';
import { orderOf } from '#test/support/shop.ts';
import type { TestSite } from './site.ts';

export type OrderPlaces = { short: number; feed: number; paid: string; receipt: string };

const MINUTE_MS = 60_000;
const LINK = 'https://example.com/post/7';

/** A deposit with its receipt, and orders of every kind and at every stage that it pays for. */
export async function seedOrders(site: TestSite, accountId: number): Promise<OrderPlaces> {
  const { app, clock } = site;
  const money = await payIn(site, accountId);
  const { list } = await catalog(app);
  const some = (fits: (service: Service) => boolean): Service => {
    const found = list.find(fits);
    if (!found) throw new Error('the demo sells nothing like that');
    return found;
  };
  const place = async (service: Service, params: OrderParams = {}): Promise<number> => {
    const all = { link: LINK, quantity: service.min, ...params };
    return (await placeOrder(app, orderOf(accountId, service, all))).orderId;
  };
  const plain = some(({ type, refill }) => type === 'Default' && refill);
  const [short, whole, running] = [await place(plain), await place(plain), await place(plain)];
  await deliverHalf(site, [short, whole, running], plain.min);
  const source = 'test';
  await app.transact((tx) =>
    settleOrders(
      tx,
      [
        { orderId: short, source, status: 'partial', remains: Math.ceil(plain.min / 3) },
        { orderId: whole, source, status: 'completed' },
      ],
      new Date(clock.now()),
    ),
  );
  await requestRefill(app, accountId, whole);
  const feeding = some(({ type, dripfeed }) => type === 'Default' && dripfeed);
  const feed = await place(feeding, { runs: 3, interval: 60 });
  await app.transact((tx) => startRuns(tx, new Date(clock.now())));
  const standing = some(({ type }) => type === 'Subscriptions');
  const { min } = standing;
  await place(standing, { username: 'brand', min, max: min, delay: 5, posts: 12 });
  await keep(site, accountId, plain.id);
  return { ...money, short, feed };
}

/** What is kept for orders to come. */
async function keep({ app, clock }: TestSite, accountId: number, serviceId: number) {
  const now = new Date(clock.now());
  const fields = new Map([
    ['link', LINK],
    ['quantity', '1000'],
  ]);
  await app.transact(async (tx) => {
    await markService(tx, { accountId, serviceId, now, favourite: true });
    await markService(tx, { accountId, serviceId, now, note: 'The one that Bo asked for.' });
    await saveTemplate(tx, { accountId, serviceId, name: 'A thousand as always', fields });
    await saveLink(tx, { accountId, link: LINK, name: 'The newest post' });
  });
}

/** Ten looks at orders that a provider has taken, one minute from another. */
async function deliverHalf({ app, clock }: TestSite, ids: readonly number[], quantity: number) {
  await app.transact((tx) =>
    tx.updateTable('orders').set({ status: 'processing' }).where('id', 'in', ids).execute(),
  );
  for (let look = 1; look <= LOOKS; look += 1) {
    clock.move(MINUTE_MS);
    const remains = quantity - Math.floor((quantity * look) / (2 * LOOKS));
    const seen = { status: 'in_progress', startCount: 1_200n, remains, started: true } as const;
    const reports = ids.map((orderId) => ({ orderId, ...seen, source: 'test' }));
    await app.transact((tx) => advanceOrders(tx, reports, new Date(clock.now())));
  }
}

const LOOKS = 10;

async function payIn({ app, clock }: TestSite, accountId: number) {
  await addDesk(app, openPaymentDesk(), { label: 'Card' });
  const payment = await startDeposit(app, '250', { accountId });
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  const deposit = await app.db
    .selectFrom('transfers')
    .select('id')
    .where('kind', '=', 'deposit')
    .where('to_id', '=', BigInt(accountId))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const receipt = await app.transact(async (tx) => {
    await saveBillingDetails(tx, accountId, BUYER, new Date(clock.now()));
    return issueReceipt(tx, { accountId, transferId: BigInt(deposit.id) }, issuerOf(app));
  });
  return { paid: paymentText(payment.id), receipt: String(receipt.id) };
}

const BUYER = {
  name: 'Ada Lovelace',
  company: 'Analytical Engines Ltd',
  address: 'Lane 1\nLondon',
  country: 'GB',
  taxNumber: '',
};
