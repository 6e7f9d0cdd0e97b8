import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';

export type Acceptance = { providerId: number; differenceId: number; note: string };

const LONGEST_NOTE = 500;

/**
 * Closes a difference that stays as it is: it was cleared with the provider, or is not worth it. It
 * is not told again while its amount is the same. Refuses `not_found` where it is not open.
 */
export async function acceptDifference(
  app: App,
  { providerId, differenceId, note }: Acceptance,
  actor: Actor,
): Promise<void> {
  const reason = note.trim();
  if (reason === '' || reason.length > LONGEST_NOTE) {
    const advice = `note: use 1 to ${LONGEST_NOTE} characters`;
    throw new AppError('invalid_parameter', advice, { parameter: 'note' });
  }
  const { length } = await app.transact((tx) =>
    tx
      .updateTable('statement_differences')
      .set({
        settled_at: new Date(app.clock.now()),
        accepted_by: actorName(actor),
        note: reason,
      })
      .where('id', '=', BigInt(differenceId))
      .where('provider_id', '=', providerId)
      .where('settled_at', 'is', null)
      .returning('id')
      .execute(),
  );
  if (length === 0) {
    throw new AppError(
      'not_found',
      `provider ${providerId} has no open difference ${differenceId}`,
    );
  }
}
