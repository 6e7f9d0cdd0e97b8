import { randomUUID } from 'node:crypto';
import { parseMoney } from '#lib/money.ts';
import { addGateway, paymentText, startPayment } from '#payments/index.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Case } from './case.ts';

/** A transfer by hand that the owner has started. */
const started =
  (form: Record<string, string> = {}) =>
  async ({ app }: Dashboard, { accountId }: Customer) => {
    const name = `by-hand-${randomUUID().slice(0, 8)}`;
    await addGateway(app, {
      ...{ name, kind: 'manual', label: 'Transfer', settings: { instructions: 'Here.' } },
      minimum: parseMoney('1'),
    });
    const { id } = await startPayment(app, {
      ...{ accountId, gateway: name, amount: parseMoney('31.41'), locale: 'en' },
      requestId: randomUUID(),
    });
    return { path: `/dashboard/wallet/payments/${paymentText(id)}`, form, secrets: ['31.41'] };
  };

const PAGE = '/dashboard/wallet/payments/:id';

export const PAYMENT_CASES: readonly Case[] = [
  { route: PAGE, attempt: started() },
  { route: PAGE, intent: 'report', attempt: started({ reference: 'Mine' }) },
  { route: PAGE, intent: 'ask', attempt: started() },
  {
    route: '/dashboard/wallet/add',
    intent: 'start',
    meets: 303,
    // The request id of the owner's form starts a payment of the stranger's own.
    async attempt(desk, owner) {
      const name = `way-${randomUUID().slice(0, 8)}`;
      const requestId = randomUUID();
      const settings = { instructions: 'Here.' };
      const minimum = parseMoney('1');
      const way = { name, kind: 'manual', label: 'Transfer', settings, minimum };
      await addGateway(desk.app, way);
      const wish = { gateway: name, amount: parseMoney('31.41'), locale: 'en' } as const;
      await startPayment(desk.app, { ...wish, accountId: owner.accountId, requestId });
      return { path: '/dashboard/wallet/add', form: { way: name, amount: '31.41', requestId } };
    },
  },
];
