import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { findStep } from './totp.ts';

/**
 * Uses up the code of an authenticator app. A code, and every one before it, works once: of two at
 * the same moment one gets it.
 */
export async function takeTotp(
  tx: Tx,
  app: App,
  userId: string,
  code: string,
  { confirmed = true }: { confirmed?: boolean } = {},
): Promise<boolean> {
  const factor = await tx
    .selectFrom('two_factors')
    .select('secret_sealed')
    .where('user_id', '=', userId)
    .where('confirmed_at', confirmed ? 'is not' : 'is', null)
    .executeTakeFirst();
  if (!factor) return false;
  const step = findStep(app.vault.open(factor.secret_sealed), code, app.clock.now());
  if (step === undefined) return false;
  const taken = await tx
    .updateTable('two_factors')
    .set({ last_step: BigInt(step) })
    .where('user_id', '=', userId)
    .where('last_step', '<', BigInt(step))
    .returning('user_id')
    .executeTakeFirst();
  return taken !== undefined;
}
