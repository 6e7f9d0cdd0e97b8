import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listTiers } from '#accounts/index.ts';
import { SERVICE_TYPES, QUANTITY_FROM, reloadCatalog } from '#catalog/index.ts';
import { placeOrder } from '#orders/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { quote } from './quote.ts';

const RATES = ['0.000001', '0.123457', '1.1', '999.999999'];

test('A quote is what an order is charged, to the last digit, in every tier', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app, { balance: '1000000' });
  const types = SERVICE_TYPES.filter((type) => ['given', 'min'].includes(QUANTITY_FROM[type]));
  const services = [];
  for (const [place, type] of types.entries()) {
    services.push(await addService(app, { type, rate: RATES[place % RATES.length] ?? '1' }));
  }
  await reloadCatalog(app);
  const tiers = await listTiers(app.db);
  assert.ok(tiers.length > 1);
  for (const service of services) {
    for (const [place, tier] of tiers.entries()) {
      const quantity = 11 + place * 1_111;
      const quoted = await quote(app, { serviceId: service.id, quantity, tier: tier.name });
      const order = orderOf(accountId, service, { quantity, comments: ['one'] });
      const { orderId } = await placeOrder(app, {
        ...order,
        buyer: { ...order.buyer, tierDiscountBp: tier.discountBp },
      });
      const row = await app.db
        .selectFrom('orders')
        .select(['charge', 'rate', 'quantity'])
        .where('id', '=', orderId)
        .executeTakeFirstOrThrow();
      assert.deepEqual(row, {
        charge: quoted.charge,
        rate: quoted.rate,
        quantity: quoted.quantity,
      });
    }
  }
});

test('What cannot be ordered has no quote', async () => {
  await using app = await openTestApp();
  const service = await addService(app, { min: 10, max: 100 });
  const off = await addService(app, { active: false });
  await reloadCatalog(app);
  const of = (serviceId: number, quantity: number, tier = '') =>
    quote(app, { serviceId, quantity, tier });
  await assert.rejects(of(service.id, 9), { code: 'quantity_too_small', parameter: 'quantity' });
  await assert.rejects(of(service.id, 101), { code: 'quantity_too_large' });
  await assert.rejects(of(service.id, NaN), { code: 'quantity_too_small' });
  await assert.rejects(of(off.id, 50), { code: 'service_not_found', parameter: 'service' });
  await assert.rejects(of(service.id, 50, 'Nobody'), { code: 'not_found', parameter: 'tier' });
  assert.equal((await of(service.id, 50)).charge, 50n * (service.rate as bigint));
});
