import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import { writing } from '#platform/db/statement.ts';

export type Topup = {
  providerId: number;
  /** Nano-units of the provider's currency; below zero: it was paid back. */
  amount: bigint;
  /** The payment's, at the provider or the bank: each is recorded once. */
  reference: string;
  /** Default: now. */
  at?: Date;
};

const KEEP = writing<{ id: number }>(
  'provider-topups-keep',
  `insert into provider_topups (provider_id, amount, reference, at, actor)
   select id, $2, $3, $4, $5 from providers where id = $1 returning id`,
);

/**
 * Keeps what the operator paid to a provider, for the statement check. Refuses `not_found`,
 * `invalid_parameter` (zero, no reference), and `conflict` (the reference is recorded already).
 */
export async function recordTopup(app: App, topup: Topup, actor: Actor): Promise<void> {
  const { providerId, amount, at = new Date(app.clock.now()) } = topup;
  const reference = topup.reference.trim();
  if (amount === 0n) throw refused('amount', 'use an amount that is not zero');
  if (reference === '' || reference.length > 200) {
    throw refused('reference', 'use 1 to 200 characters');
  }
  try {
    const rows = await app.transact((tx) =>
      tx.run(KEEP, [providerId, amount, reference, at, actorName(actor)]),
    );
    if (rows.length === 0) throw new AppError('not_found', `there is no provider ${providerId}`);
  } catch (error) {
    if (violatedConstraint(error) !== 'provider_topups_happen_once') throw error;
    throw new AppError('conflict', `${reference} is recorded already`);
  }
}

const refused = (parameter: string, advice: string): AppError =>
  new AppError('invalid_parameter', `${parameter}: ${advice}`, { parameter });
