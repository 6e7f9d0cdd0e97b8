import { randomUUID } from 'node:crypto';
import { createAccount } from '#accounts/index.ts';
import { listServices, type Service } from '#catalog/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney, parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { ServicesTable } from '#platform/db/schema.ts';
import { draftOrder, type OrderParams, type PlaceOrder } from '#orders/index.ts';
import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';

/** Opens an account of the test's own; `balance` is a plain decimal. */
export async function openAccount(
  app: App,
  { balance = '100', tier }: { balance?: string; tier?: string } = {},
): Promise<number> {
  return app.transact(async (tx) => {
    const account = { email: `${randomUUID()}@example.com`, ...(tier !== undefined && { tier }) };
    const { id } = await createAccount(tx, account);
    const amount = parseMoney(balance);
    if (amount > 0n) {
      const actor = { kind: 'system', name: 'test' } as const;
      await creditWallet(tx, { accountId: id, amount, reason: 'test', actor });
    }
    return id;
  });
}

type ServiceRow = Omit<Partial<Insertable<ServicesTable>>, 'rate'> & { rate?: string };

/** Puts a service on sale: 1.00 per 1000, 10 to 10,000 pieces, unless the test says otherwise. */
export async function addService(app: App, row: ServiceRow = {}): Promise<Service> {
  const { rate = '1', ...rest } = row;
  const id = await app.transact(async (tx) => {
    const category = await tx
      .insertInto('categories')
      .values({ name: randomUUID(), platform: 'Test' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const service = await tx
      .insertInto('services')
      .values({
        category_id: category.id,
        name: 'A service',
        min: 10,
        max: 10_000,
        delivery: 'paid_ads',
        ...rest,
        rate: parseRate(rate),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return service.id;
  });
  return (await listServices(app.db)).find((service) => service.id === id) as Service;
}

/** A command as the API makes it from a key's call. */
export function orderOf(
  accountId: number,
  service: Service,
  params: OrderParams = {},
  requestId: string | null = randomUUID(),
): PlaceOrder {
  const all = { link: 'https://example.com/post', quantity: 1_000, ...params };
  return {
    buyer: { accountId, keyId: null, tierDiscountBp: 0, dailySpendCap: null, spendKeyId: null },
    requestId,
    requestHash: createHash('sha256')
      .update(JSON.stringify([service.id, all]))
      .digest(),
    repeatWindowS: 0,
    draft: draftOrder(service, all),
  };
}
