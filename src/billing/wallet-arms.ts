import type { TransferKind } from '#platform/db/schema.ts';

/** One side of a wallet: how its transfers are found and counted. */
export type Arm = {
  side: 'to_id' | 'from_id';
  sign: '' | '-';
  /** Takes the small index of what is neither a hold nor a refund. */
  but: string;
};

/**
 * The sides of a wallet that have these kinds. Nearly all that it pays are holds and nearly all
 * that it receives are refunds: where they are not wanted, they are not read.
 */
export function arms(kinds: readonly TransferKind[], direction?: 'in' | 'out'): Arm[] {
  const wanted: Arm[] = [];
  if (direction !== 'out' && kinds.some((kind) => kind !== 'order.hold')) {
    const but = kinds.includes('order.refund') ? '' : `and kind <> 'order.refund'`;
    wanted.push({ side: 'to_id', sign: '', but });
  }
  if (direction !== 'in' && kinds.some((kind) => kind !== 'order.refund')) {
    const but = kinds.includes('order.hold') ? '' : `and kind <> 'order.hold'`;
    wanted.push({ side: 'from_id', sign: '-', but });
  }
  return wanted;
}
