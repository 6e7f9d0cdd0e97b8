import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { fetchBeacon, readBeacon, timeOfRound, type Beacon } from './beacon.ts';
import { closeGiveaway } from './close-giveaway.ts';
import { drawAndPay } from './draw-and-pay.ts';
import { recordBeacon } from './record-beacon.ts';

export type DrawOptions = {
  /** Asked in place of drand's own. */
  relays?: readonly string[];
  /** What a relay answered to somebody else, where this process reaches none. */
  answer?: string;
};

/** `waiting`: the list is fixed, and the beacon's round is not out yet. */
export type DrawOutcome = 'drawn' | 'waiting';

/**
 * Closes a giveaway, hears its beacon, draws and pays. Each step stands for itself: cut off
 * anywhere, it is taken up again. Refuses `not_found`, `conflict` (canceled, or still open),
 * `unavailable` (the beacon was not heard).
 */
export async function drawGiveaway(
  app: App,
  id: number,
  options: DrawOptions = {},
): Promise<DrawOutcome> {
  const now = new Date(app.clock.now());
  const isClosed = await app.transact((tx) => closeGiveaway(tx, id, now));
  const giveaway = await app.db
    .selectFrom('giveaways')
    .select(['beacon_round', 'beacon_randomness', 'canceled_at', 'drawn_at', 'closes_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!giveaway) throw new AppError('not_found', `there is no giveaway ${id}`);
  if (giveaway.drawn_at) return 'drawn';
  if (giveaway.canceled_at) throw new AppError('conflict', `giveaway ${id} is canceled`);
  if (!isClosed) {
    throw new AppError('conflict', `giveaway ${id} is open until ${said(giveaway.closes_at)}`);
  }
  if (giveaway.beacon_round !== null && giveaway.beacon_randomness === null) {
    const round = Number(giveaway.beacon_round);
    if (timeOfRound(round) > now) return 'waiting';
    const beacon = await hearBeacon(app, round, options);
    await app.transact((tx) => recordBeacon(tx, id, beacon));
  }
  await app.transact((tx) => drawAndPay(tx, app, id));
  return 'drawn';
}

const hearBeacon = async (app: App, round: number, options: DrawOptions): Promise<Beacon> =>
  options.answer === undefined
    ? fetchBeacon(app, round, options.relays)
    : readBeacon(options.answer, round);

const said = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
