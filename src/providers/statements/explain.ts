import type { Accounts, Candidate, Difference, Explained, Period } from './statement.ts';

const TRIED = 12; // each doubles the work; beyond it only the bounds are used

/**
 * Pure. What the balance shows and reports do not is laid to the orders that may be in it or not,
 * to as few as explain it exactly; what is left has no explanation.
 */
export function explain(
  { opening, closing }: Pick<Period, 'opening' | 'closing'>,
  accounts: Accounts,
): Explained {
  const { topups, reported, accepted, tolerance, candidates } = accounts;
  const gap = opening + topups - closing - reported - accepted;
  const counted = candidates.filter((one) => one.amount !== 0n);
  const chosen = within(gap, tolerance) ? [] : chosenOf(gap, tolerance, counted);
  const rest = chosen ? [] : restOf(gap, accounts, counted);
  const named = new Set(chosen);
  const open = candidates.filter((one) => one.open && !named.has(one));
  const differences = [
    ...accounts.differences,
    ...(chosen ?? []),
    ...open.map((one) => ({ ...one, amount: 0n })),
    ...rest,
  ].map(({ class: kind, orderId, amount, note }) => ({ class: kind, orderId, amount, note }));
  return {
    differences,
    unexplained: rest
      .filter((one) => one.class === 'extra' || one.class === 'missing')
      .reduce((sum, one) => sum + one.amount, 0n),
    clean: chosen?.length === 0 && open.length === 0,
  };
}

const within = (gap: bigint, tolerance: bigint): boolean => gap <= tolerance && gap >= -tolerance;

/** The fewest candidates that make the gap; undefined: none do. */
function chosenOf(
  gap: bigint,
  tolerance: bigint,
  candidates: readonly Candidate[],
): Candidate[] | undefined {
  if (candidates.length > TRIED) return undefined;
  let best: Candidate[] | undefined;
  for (let mask = 1; mask < 2 ** candidates.length; mask += 1) {
    const some = candidates.filter((_, at) => (mask & (1 << at)) !== 0);
    if (best && some.length >= best.length) continue;
    if (within(gap - some.reduce((sum, one) => sum + one.amount, 0n), tolerance)) best = some;
  }
  return best;
}

/** Nothing explains the gap exactly: too much was on its way, costs are not known, or it is odd. */
function restOf(
  gap: bigint,
  { unpriced }: Accounts,
  candidates: readonly Candidate[],
): Difference[] {
  const moving =
    candidates.length > TRIED ? candidates.filter((one) => one.class === 'timing') : [];
  const sumOf = (some: readonly Candidate[]) => some.reduce((sum, one) => sum + one.amount, 0n);
  const most = sumOf(moving.filter((one) => one.amount > 0n));
  const least = sumOf(moving.filter((one) => one.amount < 0n));
  const moved = gap > most ? most : gap < least ? least : gap;
  const differences: Difference[] = [];
  if (moved !== 0n) {
    const note = `${moving.length} orders were on their way when the balance was asked for`;
    differences.push({ class: 'timing', orderId: null, amount: moved, note });
  }
  const left = gap - moved;
  if (left === 0n) return differences;
  if (left > 0n && unpriced > 0) {
    const note = `it placed ${unpriced} orders whose cost is not known`;
    return [...differences, { class: 'unknown', orderId: null, amount: left, note }];
  }
  const note =
    left > 0n
      ? 'the balance fell by more than orders and payments explain'
      : 'the balance fell by less than orders should cost: is a top-up not recorded?';
  const kind = left > 0n ? 'extra' : 'missing';
  return [...differences, { class: kind, orderId: null, amount: left, note }];
}
