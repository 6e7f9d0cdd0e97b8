import { reloadCatalog, type Service } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openEgress } from '#platform/http/index.ts';
import { LOOPBACK } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';

/** A shop in which everything can go wrong once. */
export type ErrorShop = {
  readonly order: { service: number; link: string; quantity: number };
  readonly services: Record<
    'plain' | 'dripFeed' | 'guarded' | 'refilled' | 'comments' | 'subscription' | 'dear' | 'off',
    Service
  >;
};

const PUBLIC = '93.184.215.14';

/** Every name has an address but one; one address is closed by the operator. */
export const egressOf = () =>
  openEgress({
    allow: LOOPBACK,
    deny: ['93.184.215.15'],
    resolve: (host) =>
      Promise.resolve(
        host === 'nowhere.example' ? [] : [host === 'closed.example' ? '93.184.215.15' : PUBLIC],
      ),
  });

export async function openErrorShop(app: App): Promise<ErrorShop> {
  const refilled = { refill: true, guarantee_days: 30, dripfeed: true };
  const services = {
    plain: await addService(app),
    dripFeed: await addService(app, { dripfeed: true }),
    guarded: await addService(app, { link_guard: true }),
    refilled: await addService(app, refilled),
    comments: await addService(app, { type: 'Custom Comments', min: 1 }),
    subscription: await addService(app, { type: 'Subscriptions', ...refilled, dripfeed: false }),
    dear: await addService(app, { rate: '1000000000', max: 2_000_000_000 }),
    off: await addService(app, { active: false }),
  };
  await addCoupons(app, services.dripFeed.id);
  await reloadCatalog(app);
  const order = { service: services.plain.id, link: 'https://example.com/post', quantity: 1_000 };
  return { order, services };
}

const DAY_MS = 86_400_000;

async function addCoupons(app: App, otherService: number): Promise<void> {
  const at = (days: number) => new Date(app.clock.now() + days * DAY_MS);
  const tenth = { discountBp: 1_000 };
  await app.transact(async (tx) => {
    await createCoupon(tx, { code: 'EARLY', ...tenth, startsAt: at(1) });
    await createCoupon(tx, { code: 'LATE', ...tenth, startsAt: at(-2), endsAt: at(-1) });
    await createCoupon(tx, { code: 'OTHER', ...tenth, serviceIds: [otherService] });
    await createCoupon(tx, { code: 'LARGE', ...tenth, minimumCharge: parseMoney('5') });
    await createCoupon(tx, { code: 'MINE', ...tenth, maxUsesPerAccount: 1 });
    await createCoupon(tx, { code: 'FIXED', amount: parseMoney('1') });
  });
}
