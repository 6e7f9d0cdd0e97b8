import type { Db } from '#platform/db/types.ts';

export type OwnEntry = { giveawayId: number; number: number; ticket: string; at: Date };

/** The entries of an account, by giveaway. */
export async function readEntries(db: Db, accountId: number): Promise<Map<number, OwnEntry>> {
  const rows = await db
    .selectFrom('giveaway_entries')
    .select(['giveaway_id', 'number', 'ticket', 'created_at'])
    .where('account_id', '=', accountId)
    .execute();
  return new Map(
    rows.map(({ giveaway_id: giveawayId, number, ticket, created_at: at }) => [
      giveawayId,
      { giveawayId, number, ticket, at },
    ]),
  );
}
