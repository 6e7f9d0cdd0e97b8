import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { roundUrls, timeOfRound } from './beacon.ts';
import { termsOf } from './draw-terms.ts';
import { commitmentOf } from './draw.ts';
import { stateOf, type Giveaway, type Prize, type Winner } from './giveaway.ts';

const MOST = 100;

/** What is on, to come or over: the one that closes last first. */
export const listGiveaways = (app: App): Promise<Giveaway[]> => read(app);

/** One giveaway; `not_found` without. */
export async function readGiveaway(app: App, id: number): Promise<Giveaway> {
  const [giveaway] = await read(app, id);
  if (giveaway) return giveaway;
  throw new AppError('not_found', `there is no giveaway ${id}`);
}

async function read(app: App, id?: number): Promise<Giveaway[]> {
  const rows = await app.db
    .selectFrom('giveaways')
    .selectAll()
    .$if(id !== undefined, (query) => query.where('id', '=', id as number))
    .orderBy('closes_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [prizes, winners] = await Promise.all([readPrizes(app, ids), readWinners(app, ids)]);
  const now = new Date(app.clock.now());
  return rows.map((row) => {
    const giveaway = {
      id: row.id,
      state: stateOf(row, now),
      title: row.title,
      rules: row.rules,
      prizes: prizes.get(row.id) ?? [],
      opensAt: row.opens_at,
      closesAt: row.closes_at,
      minAgeDays: row.min_age_days,
      ...roundOf(row.beacon_round),
      seedHash: row.seed_hash,
      saltHash: row.salt_hash,
      entries: row.entries,
      canceled: row.canceled_at && { at: row.canceled_at, reason: row.cancel_reason ?? '' },
      closedAt: row.closed_at,
      listHash: row.list_hash,
      beacon:
        row.beacon_randomness === null || row.beacon_signature === null
          ? null
          : { randomness: row.beacon_randomness, signature: row.beacon_signature },
      drawn: row.drawn_at && { at: row.drawn_at, seed: row.seed ?? '', salt: row.salt ?? '' },
      winners: winners.get(row.id) ?? [],
    };
    return { ...giveaway, commitment: commitmentOf(termsOf(giveaway, app.currency)) };
  });
}

function roundOf(stored: bigint | null) {
  if (stored === null) return { beaconRound: null, beaconAt: null, beaconUrl: null };
  const round = Number(stored);
  return {
    beaconRound: round,
    beaconAt: timeOfRound(round),
    beaconUrl: roundUrls(round)[0] ?? null,
  };
}

async function readPrizes(app: App, ids: number[]): Promise<Map<number, Prize[]>> {
  const rows = await app.db
    .selectFrom('giveaway_prizes')
    .selectAll()
    .where('giveaway_id', 'in', ids)
    .orderBy('place')
    .execute();
  return grouped(rows, ({ place, amount }) => ({ place, amount: asMoney(amount) }));
}

async function readWinners(app: App, ids: number[]): Promise<Map<number, Winner[]>> {
  const rows = await app.db
    .selectFrom('giveaway_winners as w')
    .innerJoin('giveaway_entries as e', (join) =>
      join.onRef('e.giveaway_id', '=', 'w.giveaway_id').onRef('e.number', '=', 'w.number'),
    )
    .innerJoin('giveaway_prizes as p', (join) =>
      join.onRef('p.giveaway_id', '=', 'w.giveaway_id').onRef('p.place', '=', 'w.place'),
    )
    .select(['w.giveaway_id', 'w.place', 'p.amount', 'e.ticket'])
    .where('w.giveaway_id', 'in', ids)
    .orderBy('w.place')
    .execute();
  return grouped(rows, ({ place, amount, ticket }) => ({ place, amount: asMoney(amount), ticket }));
}

function grouped<Row extends { giveaway_id: number }, T>(
  rows: readonly Row[],
  shape: (row: Row) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.giveaway_id) ?? [];
    groups.set(row.giveaway_id, group);
    group.push(shape(row));
  }
  return groups;
}
