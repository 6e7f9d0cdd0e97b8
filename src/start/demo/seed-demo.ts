import { randomBytes } from 'node:crypto';
import { createAccount, hashPassword, recordDeposit } from '#accounts/index.ts';
import { routeServices, seedDemoCatalog, unrouteService } from '#catalog/index.ts';
import { setIdentity } from '#content/index.ts';
import { createKey } from '#keys/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { asRate, parseMoney, parseRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { setRules } from '#promotions/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { setDisplayRate } from '#storefront/index.ts';
import { setPriceRule } from '#supply/index.ts';
import { castFor, type DemoRole } from './cast.ts';
import { addDemoProviders } from './demo-providers.ts';
import { addEntrants, seedGiveaways } from './seed-giveaways.ts';
import { seedGateways } from './seed-gateways.ts';
import { seedPast } from './seed-past.ts';

/** Shown once: only hashes are kept. */
export type DemoAccess = {
  services: number;
  operator: { account: number; email: string; password: string };
  customer: { account: number; email: string; password: string; key: string };
};

const OPERATOR = 'operator@demo.example';
export const DEMO_CUSTOMER = 'customer@demo.example';
const BALANCE = parseMoney('100');
const PASSWORD_BYTES = 12; // 96 bits, 16 characters
const SYSTEM = { kind: 'system', name: 'demo' } as const;

/**
 * Fills an empty shop: catalogue, simulated provider, an operator, and a customer with a key and
 * money that is made up, all or nothing; then two giveaways. Refuses a shop that is in use with
 * `conflict`.
 */
export async function seedDemo(app: App): Promise<DemoAccess> {
  if (!(await isEmpty(app))) {
    throw new AppError('conflict', 'there are accounts already: a demo goes into an empty shop');
  }
  const operator = { email: OPERATOR, password: newPassword() };
  const customer = { email: DEMO_CUSTOMER, password: newPassword() };
  const [operatorHash, customerHash] = await Promise.all([
    hashPassword(operator.password),
    hashPassword(customer.password),
  ]);
  const providers = await addDemoProviders(app);
  await seedGateways(app);
  const { entrants, ...access } = await app.transact(async (tx) => {
    const { created } = await seedDemoCatalog(tx, providers.steady);
    await castProviders(tx, providers);
    await showCurrencies(tx, app);
    await tx.updateTable('shop').set({ demo: true }).execute();
    await setIdentity(tx, {
      values: DEMO_OPERATOR,
      by: 'system:demo',
      now: new Date(app.clock.now()),
    });
    const { id: operatorId } = await createAccount(tx, {
      email: operator.email,
      name: 'Demo operator',
      password: operatorHash,
      verified: true,
    });
    await tx
      .updateTable('users')
      .set({ role: 'operator' })
      .where('account_id', '=', operatorId)
      .execute();
    const { id: accountId } = await createAccount(tx, {
      email: customer.email,
      name: 'Demo customer',
      password: customerHash,
      verified: true,
    });
    const reason = 'demo money';
    await creditWallet(tx, { accountId, amount: BALANCE, reason, actor: SYSTEM });
    await recordDeposit(tx, accountId, BALANCE);
    const { key } = await createKey(tx, { accountId, name: 'Demo key' });
    await seedPast(tx, providers.steady, new Date(app.clock.now()));
    return {
      services: created,
      operator: { account: operatorId, ...operator },
      customer: { account: accountId, ...customer, key },
      entrants: await addEntrants(tx),
    };
  });
  await seedGiveaways(app, entrants);
  await setRules(app, {}, SYSTEM);
  return access;
}

// What a dollar was about on that day; the pages say the day, and that it is the demo's word.
const RATES_OF = '2026-11-20';
const RATES = { EUR: '0.92', TRY: '34.5', GBP: '0.79', INR: '84.4', BRL: '5.77' };
const RATES_CURRENCY = 'USD';

async function showCurrencies(tx: Tx, { currency: shopCurrency, clock }: App): Promise<void> {
  if (shopCurrency !== RATES_CURRENCY) return;
  const now = new Date(clock.now());
  const today = now.toISOString().slice(0, 10);
  const asOf = today < RATES_OF ? today : RATES_OF; // a clock that is behind starts all the same
  for (const [currency, rate] of Object.entries(RATES)) {
    await setDisplayRate(
      tx,
      { currency, rate: parseMoney(rate), asOf, source: 'demo', shopCurrency },
      now,
    );
  }
}

const MARKUP = 4_300; // basis points: what the demo's rates are above its costs, about
const ROUND_TO = parseRate('0.0001');

/** Gives some services to the other providers, and has their prices follow a rule. */
async function castProviders(tx: Tx, providers: Record<DemoRole, number>): Promise<void> {
  const routes = await tx
    .selectFrom('service_routes as r')
    .innerJoin('services as s', 's.id', 'r.service_id')
    .select(['s.id', 's.type', 'r.provider_service', 'r.cost_rate'])
    .where('r.provider_id', '=', providers.steady)
    .execute();
  const cast = routes
    .map((route) => ({ ...route, roles: castFor(route) }))
    .filter(({ roles }) => roles[0] !== 'steady');
  for (const { id } of cast) {
    await unrouteService(tx, { serviceId: id, providerId: providers.steady });
  }
  await routeServices(
    tx,
    cast.flatMap(({ id, provider_service: providerService, cost_rate: cost, roles }) =>
      roles.map((role, priority) => ({
        serviceId: id,
        providerId: providers[role],
        providerService,
        costRate: cost === null ? null : asRate(cost),
        priority,
      })),
    ),
  );
  await setPriceRule(tx, { providerId: providers.dearer, markupBp: MARKUP, roundTo: ROUND_TO });
}

/** Nobody has an account: nothing can have been ordered, and a cut seeding may begin again. */
export async function isEmpty(app: App): Promise<boolean> {
  const anyone = await app.db.selectFrom('accounts').select('id').limit(1).executeTakeFirst();
  return anyone === undefined;
}

/** Nobody, and every value says so: a demo may be seen by strangers. */
const DEMO_OPERATOR = {
  name: 'Demo operator (made up)',
  address: 'Example Street 1, Sampletown',
  country: 'SE',
  email: 'office@demo.example',
  responsible: 'Nobody: this is a demo',
  descriptor: 'DEMO, NO PAYMENTS',
  law: 'SE',
  court: 'Sampletown',
  hosting: 'the machine that this demo runs on',
  mailer: 'nobody: mails stay in the outbox',
  payments: 'nobody: the money is made up',
  records_years: '7',
} as const;

const newPassword = () => randomBytes(PASSWORD_BYTES).toString('base64url');
