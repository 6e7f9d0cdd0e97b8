import { PROMOTION, postTransfers, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { drawKeyOf, listHashOf, rankTickets } from './draw.ts';

/**
 * Draws a closed giveaway and pays its winners, in one transaction: both happened, or neither. One
 * that is drawn already stays as it is. Refuses `conflict`: its list is open, or its beacon missing.
 */
export async function drawAndPay(tx: Tx, app: App, id: number): Promise<void> {
  const giveaway = await tx
    .selectFrom('giveaways')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!giveaway || giveaway.drawn_at) return;
  const { closed_at: closedAt, beacon_round: round, beacon_randomness: randomness } = giveaway;
  if (!closedAt) throw new AppError('conflict', `giveaway ${id} is not closed`);
  if (round !== null && randomness === null) {
    throw new AppError('conflict', `giveaway ${id} waits for round ${round} of the beacon`);
  }
  const entries = await tx
    .selectFrom('giveaway_entries')
    .select(['number', 'account_id', 'ticket'])
    .where('giveaway_id', '=', id)
    .execute();
  const tickets = entries.map(({ ticket }) => ticket).sort();
  const listHash = listHashOf(tickets);
  if (listHash !== giveaway.list_hash) {
    throw new AppError('internal', `the list of giveaway ${id} is not the one that was closed`);
  }
  const prizes = await tx
    .selectFrom('giveaway_prizes')
    .select(['place', 'amount'])
    .where('giveaway_id', '=', id)
    .orderBy('place')
    .execute();
  const [seed, salt] = [app.vault.open(giveaway.seed_sealed), app.vault.open(giveaway.salt_sealed)];
  const beacon = round === null ? 'none' : String(randomness);
  const key = drawKeyOf({ seed, listHash, count: tickets.length, beacon });
  const byTicket = new Map(entries.map((entry) => [entry.ticket, entry]));
  const won = rankTickets(key, tickets, prizes.length).flatMap((ticket, at) => {
    const [entry, prize] = [byTicket.get(ticket), prizes[at]];
    return entry && prize ? [{ ...entry, ...prize }] : [];
  });
  await tx
    .updateTable('giveaways')
    .set({ drawn_at: new Date(app.clock.now()), seed, salt })
    .where('id', '=', id)
    .execute();
  await pay(tx, { id, title: giveaway.title }, won);
}

type Won = { number: number; account_id: number; place: number; amount: bigint };

async function pay(
  tx: Tx,
  { id, title }: { id: number; title: string },
  won: readonly Won[],
): Promise<void> {
  if (won.length === 0) return;
  await tx
    .insertInto('giveaway_winners')
    .values(won.map(({ number, place }) => ({ giveaway_id: id, place, number })))
    .execute();
  await postTransfers(
    tx,
    won.map(({ account_id: accountId, place, amount }) => ({
      kind: 'giveaway.prize' as const,
      reference: `${id}/${place}`,
      fromId: PROMOTION,
      toId: walletOf(accountId),
      amount: asMoney(amount),
      reason: `${title}: place ${place}`,
      actor: 'system:giveaway',
    })),
  );
}
