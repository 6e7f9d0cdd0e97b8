import { randomUUID } from 'node:crypto';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { openDashboard, type Customer, type Dashboard } from './dashboard.ts';
import { addService } from './shop.ts';

export const LINK = 'https://example.com/post';

/** A shop whose services are ordered by the form, and customers with money before it. */
export type OrderDesk = Dashboard & {
  sell(row?: Parameters<typeof addService>[1]): Promise<Service>;
  buyer(balance?: string): Promise<Customer>;
  category(platform: string): Promise<number>;
  /** An order's row, with what belongs to its kind. */
  order(id: number): ReturnType<typeof rowOf>;
};

export async function openOrderDesk(): Promise<OrderDesk> {
  const desk = await openDashboard();
  const { app } = desk;
  return Object.assign(desk, {
    async sell(row: Parameters<typeof addService>[1] = {}) {
      const service = await addService(app, row);
      await reloadCatalog(app);
      return service;
    },
    async buyer(balance = '1000') {
      const one = await desk.customer();
      const actor = { kind: 'system', name: 'test' } as const;
      const credit = { accountId: one.accountId, amount: parseMoney(balance), reason: 'test' };
      await app.transact((tx) => creditWallet(tx, { ...credit, actor }));
      return one;
    },
    category: (platform: string) =>
      app.transact(async (tx) => {
        const category = await tx
          .insertInto('categories')
          .values({ name: randomUUID(), platform })
          .returning('id')
          .executeTakeFirstOrThrow();
        return category.id;
      }),
    order: (id: number) => rowOf(desk, id),
  });
}

const rowOf = ({ app }: Dashboard, id: number) =>
  app.db
    .selectFrom('orders as o')
    .leftJoin('drip_feeds as d', 'd.order_id', 'o.id')
    .leftJoin('subscriptions as s', 's.order_id', 'o.id')
    .select(['service_id', 'quantity', 'kind', 'rate', 'charge', 'link', 'details', 'request_hash'])
    .select(['base_rate', 'own_rate', 'tier_discount_bp', 'coupon_amount', 'd.runs'])
    .select(['d.interval_minutes', 'd.run_quantity', 's.username', 's.min', 's.max'])
    .select(['s.delay_minutes', 's.posts', 's.old_posts', 's.expires_on'])
    .where('o.id', '=', id)
    .executeTakeFirstOrThrow();

/** The order that an answer leads to. */
export const orderAt = (to: string | null): number =>
  Number(/\/dashboard\/orders\/(\d+)\?/.exec(to ?? '')?.[1]);

/** The words of a page, one blank between them. */
export const wordsIn = (html: string): string =>
  html
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll(/\s+/g, ' ');
