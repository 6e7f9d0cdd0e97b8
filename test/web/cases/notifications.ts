import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Case } from './case.ts';

const PATH = '/dashboard/notifications';
const PREFERENCES = '/dashboard/notifications/preferences';

async function newsOf({ app }: Dashboard, { accountId }: Customer): Promise<bigint> {
  const now = new Date(app.clock.now());
  const { id } = await app.transact((tx) =>
    tx
      .insertInto('notifications')
      .values({
        ...{ account_id: accountId, event: 'ticket.answered', subject: 'ticket:T-1', times: 1 },
        details: JSON.stringify([{ reference: 'T-1', about: 'The secret subject' }]),
        ...{ first_at: now, last_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return id;
}

const withNews = (field: string) => async (desk: Dashboard, owner: Customer) => {
  const id = await newsOf(desk, owner);
  return { path: PATH, form: { [field]: String(id) }, secrets: ['secret subject'] };
};

/** A form that names nothing: whatever it does is done to whoever sends it. */
const own = (intent: string, form: Record<string, string>): Case => ({
  route: PREFERENCES,
  intent,
  meets: 303,
  async attempt(desk, owner) {
    await newsOf(desk, owner);
    return { path: PREFERENCES, form };
  },
});

export const NOTIFICATION_CASES: readonly Case[] = [
  { route: PATH, intent: 'read', attempt: withNews('id') },
  { route: PATH, intent: 'read-all', meets: 303, attempt: withNews('until') },
  own('save', { 'mail.order.partial': 'off' }),
  own('low-balance', { threshold: '5' }),
];
