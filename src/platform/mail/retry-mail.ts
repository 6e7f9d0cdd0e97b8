import { AppError } from '#lib/errors.ts';
import { writing } from '../db/statement.ts';
import type { Tx } from '../db/types.ts';

const RETRY = writing<{ id: bigint }>(
  'mails-retry',
  `update mails set state = 'waiting', attempts = 0, next_at = $2, error = null
   where ($1::bigint is null or id = $1) and sealed is not null
     and (state = 'failed' or state = 'waiting' and ($1 is not null or attempts > 0))
     and (expires_at is null or expires_at > $2)
   returning id`,
);

/**
 * Has a mail sent at once and with all its tries, or every one that has failed; answers how many.
 * Refuses `not_found` for one that was sent, whose time is over, or that there is not.
 */
export async function retryMail(tx: Tx, id: bigint | null, now: Date): Promise<number> {
  const retried = await tx.run(RETRY, [id, now]);
  if (id !== null && retried.length === 0) {
    throw new AppError('not_found', `mail ${id} was sent, is out of date, or is not there`);
  }
  return retried.length;
}
