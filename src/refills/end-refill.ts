import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { changeRefills } from './change-refills.ts';

export type RefillByHand = { refillId: number; note?: string; actor: Actor };

/**
 * Ends an open refill by a person's word, whatever its provider says of it. Refuses
 * `refill_not_found`, and `conflict` for one that has ended.
 */
export async function endRefill(
  app: App,
  status: 'completed' | 'rejected',
  { refillId, note, actor }: RefillByHand,
): Promise<void> {
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    const change = { id: refillId, status, dueAt: now, source: actorName(actor) };
    const changed = await changeRefills(tx, [{ ...change, ...(note && { note }) }], now);
    if (changed.has(refillId)) return;
    const known = await tx
      .selectFrom('refills')
      .select('status')
      .where('id', '=', refillId)
      .executeTakeFirst();
    if (!known) throw new AppError('refill_not_found', 'Refill not found');
    throw new AppError('conflict', `the refill is ${known.status} already`);
  });
}
