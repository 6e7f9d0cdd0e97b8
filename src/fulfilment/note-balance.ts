import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import { adapterOf, type Provider } from '#providers/index.ts';
import { leaseFrom } from './claim-attempts.ts';

const NOTE = writing<{ id: bigint }>(
  'attempts-balance-before',
  `update attempts set balance_before = $2, lease_until = $3
   where id = $1 and outcome is null returning id`,
);

/**
 * Keeps what a provider's balance is before an order is sent, where it is evidence, and begins the
 * attempt's lease anew: the call is still to come. A provider that does not say is asked to deliver
 * all the same. Fails where the attempt was given up meanwhile.
 */
export async function noteBalance(app: App, provider: Provider, attemptId: bigint): Promise<void> {
  const answer = await adapterOf(app, provider).balance();
  const balance = answer.ok ? answer.value.balance : null;
  const leaseUntil = leaseFrom(new Date(app.clock.now()), provider);
  const rows = await app.transact((tx) => tx.run(NOTE, [attemptId, balance, leaseUntil]));
  if (rows.length === 0) throw new AppError('conflict', 'the attempt was given up meanwhile');
}
