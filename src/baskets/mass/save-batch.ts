import { catalog } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { BATCH_ID } from './mass-batch.ts';
import type { Unreadable } from './mass-line.ts';
import { parseMass } from './parse-mass.ts';

export type NewBatch = {
  accountId: number;
  /** Minted with the form: the same form sent again is the same batch. */
  id: string;
  source: string;
  repeats: boolean;
};

const MOST_DRAFTS = 20; // of one account: what is pasted and left is not kept without end

/**
 * Keeps what was pasted as a draft, which can be changed until its customer agrees; afterwards
 * nothing changes it. Answers why a text is not kept: nothing of it can be read. Refuses
 * `invalid_parameter` (id).
 */
export async function saveBatch(app: App, batch: NewBatch): Promise<Unreadable | null> {
  if (!BATCH_ID.test(batch.id)) {
    throw new AppError('invalid_parameter', 'a batch is named by a UUID', { parameter: 'id' });
  }
  const { services } = await catalog(app);
  const parsed = parseMass(batch.source, (id) => services.get(id)?.type);
  if ('unreadable' in parsed) return parsed.unreadable;
  await app.transact(async (tx) => {
    await write(tx, batch, new Date(app.clock.now()));
    await forgetOldDrafts(tx, batch.accountId);
  });
  return null;
}

async function write(tx: Tx, batch: NewBatch, now: Date): Promise<void> {
  const { accountId, id, source, repeats } = batch;
  await tx
    .insertInto('mass_batches')
    .values({ account_id: accountId, id, source, repeats, created_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'id'])
        .doUpdateSet({ source, repeats })
        .where('mass_batches.confirmed_at', 'is', null),
    )
    .execute();
}

async function forgetOldDrafts(tx: Tx, accountId: number): Promise<void> {
  await tx
    .deleteFrom('mass_batches')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .where('id', 'not in', (query) =>
      query
        .selectFrom('mass_batches')
        .select('id')
        .where('account_id', '=', accountId)
        .where('confirmed_at', 'is', null)
        .orderBy('created_at', 'desc')
        .limit(MOST_DRAFTS),
    )
    .execute();
}
