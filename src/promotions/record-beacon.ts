import type { Tx } from '#platform/db/types.ts';
import type { Beacon } from './beacon.ts';

/** Keeps what the beacon said for a closed giveaway; what was heard first stays. */
export async function recordBeacon(tx: Tx, id: number, beacon: Beacon): Promise<void> {
  await tx
    .updateTable('giveaways')
    .set({ beacon_randomness: beacon.randomness, beacon_signature: beacon.signature })
    .where('id', '=', id)
    .where('beacon_round', '=', BigInt(beacon.round))
    .where('closed_at', 'is not', null)
    .where('beacon_randomness', 'is', null)
    .execute();
}
