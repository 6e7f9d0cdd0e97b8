import { placeOrder, saveOrderView } from '#orders/index.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, orderOf } from '#test/support/shop.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { Case } from './case.ts';

const LINK = 'https://example.com/of-the-owner';
const FEED = { quantity: 100, runs: 3, interval: 60, link: LINK };

async function withMoney({ app }: Dashboard, { accountId }: Customer): Promise<void> {
  const actor = { kind: 'system', name: 'test' } as const;
  const credit = { accountId, amount: parseMoney('10'), reason: 'test', actor };
  await app.transact((tx) => creditWallet(tx, credit));
}

async function openOrder(desk: Dashboard, owner: Customer, params = {}): Promise<number> {
  await withMoney(desk, owner);
  const service = await addService(desk.app, { dripfeed: true, refill: true });
  const placed = await placeOrder(desk.app, orderOf(owner.accountId, service, params));
  return placed.orderId;
}

async function endedOrder(desk: Dashboard, owner: Customer): Promise<number> {
  await withMoney(desk, owner);
  const service = await addService(desk.app, { refill: true });
  return endOrder(desk.app, { accountId: owner.accountId, service, link: LINK });
}

const PAGE = '/dashboard/orders/:id';

const onPage = (intent: string, params?: object): Case => ({
  route: PAGE,
  intent,
  async attempt(desk, owner) {
    const id =
      intent === 'refill' ? await endedOrder(desk, owner) : await openOrder(desk, owner, params);
    return { path: `/dashboard/orders/${id}`, secrets: [owner.email, LINK] };
  },
});

/** A selection is answered order by order: a stranger's says that there is none. */
const onSelection = (intent: string, make: typeof endedOrder): Case => ({
  route: '/dashboard/orders',
  intent,
  meets: 200,
  async attempt(desk, owner) {
    const id = await make(desk, owner);
    return {
      path: '/dashboard/orders',
      form: { id: [String(id)] },
      secrets: [owner.email, LINK],
    };
  },
});

const onList = (route: string, intent: string): Case => ({
  route,
  intent,
  async attempt(desk, owner) {
    const id = await openOrder(desk, owner, FEED);
    return { path: route, form: { id: String(id) }, secrets: [owner.email, LINK] };
  },
});

export const ORDER_CASES: readonly Case[] = [
  {
    route: PAGE,
    async attempt(desk, owner) {
      const id = await endedOrder(desk, owner);
      return { path: `/dashboard/orders/${id}`, secrets: [owner.email, LINK] };
    },
  },
  onPage('refill'),
  onPage('cancel', { link: LINK }),
  onPage('pause', FEED),
  onPage('resume', FEED),
  onSelection('refill', endedOrder),
  onSelection('cancel', (desk, owner) => openOrder(desk, owner, { link: LINK })),
  onSelection('copy', endedOrder),
  {
    route: '/dashboard/orders',
    intent: 'save-view',
    meets: 303,
    async attempt({ app }, { accountId }) {
      const view = { accountId, name: 'of the owner', query: 'tab=partial' };
      await saveOrderView(app, view);
      return { path: '/dashboard/orders', form: { name: view.name, query: 'tab=canceled' } };
    },
  },
  {
    route: '/dashboard/orders',
    intent: 'remove-view',
    async attempt({ app }, { accountId }) {
      const view = await saveOrderView(app, { accountId, name: 'of the owner', query: 'q=1' });
      return { path: '/dashboard/orders', form: { view: String(view) } };
    },
  },
  onList('/dashboard/drip-feeds', 'pause'),
  onList('/dashboard/drip-feeds', 'resume'),
  onList('/dashboard/drip-feeds', 'stop'),
  onList('/dashboard/subscriptions', 'stop'),
];
