import type { App } from '#platform/app.ts';
import { parseMoney } from '#lib/money.ts';
import { addGiveaway, type NewGiveaway } from '#promotions/index.ts';
import { openAccount } from './shop.ts';

/** A clock that a test sets; the database has none of its own in giveaways. */
export type SetClock = { now(): number; at: number };

export const setClock = (at = Date.now()): SetClock => ({
  at,
  now() {
    return this.at;
  },
});

export const HOUR_MS = 3_600_000;

/** A giveaway of three prizes that is open for an hour, unless the test says otherwise. */
export const openGiveaway = (
  app: App,
  wanted: Partial<NewGiveaway> = {},
): Promise<{ id: number }> =>
  addGiveaway(app, {
    title: 'Three prizes',
    rules: 'One entry an account.',
    prizes: ['25', '10', '5.5'].map(parseMoney),
    closesAt: new Date(app.clock.now() + HOUR_MS),
    beacon: false,
    actor: { kind: 'system', name: 'test' },
    ...wanted,
  });

/** Accounts of people who have confirmed their addresses, with empty wallets. */
export async function openEntrants(app: App, howMany: number): Promise<number[]> {
  const ids: number[] = [];
  if (howMany === 0) return ids;
  for (let n = 0; n < howMany; n += 1) ids.push(await openAccount(app, { balance: '0' }));
  await app.transact((tx) =>
    tx.updateTable('users').set({ email_verified: true }).where('account_id', 'in', ids).execute(),
  );
  return ids;
}
