import { randomUUID } from 'node:crypto';
import { parseMoney } from '#lib/money.ts';
import { adjustCommissions, openAffiliate, setRules } from '#promotions/index.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Attempt, Case } from './case.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

const withEarnings =
  (form: Record<string, string>) =>
  async ({ app }: Dashboard, { accountId }: Customer): Promise<Attempt> => {
    await setRules(app, {}, OPERATOR);
    const { code } = await openAffiliate(app, accountId);
    const amount = parseMoney('50');
    await adjustCommissions(app, { accountId, amount, reason: 'a gift', actor: OPERATOR });
    return {
      path: '/dashboard/affiliates',
      form,
      secrets: [code, 'a gift'],
      more: () =>
        app.db.selectFrom('affiliate_entries').select(['id', 'payout_id']).orderBy('id').execute(),
    };
  };

export const AFFILIATE_CASES: readonly Case[] = [
  { route: '/dashboard/affiliates', intent: 'join', meets: 303, attempt: withEarnings({}) },
  {
    route: '/dashboard/affiliates',
    intent: 'payout',
    attempt: withEarnings({ request: randomUUID() }),
  },
];
