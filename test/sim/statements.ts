import { checkStatement, pollBalance, type Provider as Ours } from '#providers/index.ts';
import { Broken } from './broken.ts';
import { isOver } from './model.ts';
import type { Booking } from './provider-book.ts';
import type { Provider as Theirs } from './provider.ts';
import { HOUR_MS, MINUTE_MS } from './shop.ts';
import { count, type Sim } from './sim.ts';
import type { AttemptRow } from './watch.ts';

type Opening = { at: Date; balance: bigint };

const SETTLED_MS = 4 * HOUR_MS; // endings are seen within three
// Panels round charges to five decimals and we to nano-units; a difference below it is none.
const ROUNDING = 20_000n;

/** What every provider says that it keeps of our money, before anything was bought. */
export async function openStatements({ shop, process }: Sim): Promise<Map<number, Opening>> {
  const openings = new Map<number, Opening>();
  for (const { ours, theirs } of shop.providers) {
    openings.set(ours.id, await balanceOf(process.app, ours, theirs));
  }
  shop.clock.at += 5 * MINUTE_MS;
  return openings;
}

async function balanceOf(app: Sim['process']['app'], ours: Ours, theirs: Theirs): Promise<Opening> {
  const { mood } = theirs;
  theirs.mood = 0;
  const told = await pollBalance(app, ours);
  theirs.mood = mood;
  if (!told) throw new Broken(`${theirs.host} does not tell its balance`);
  return told;
}

/**
 * M6: the statement check of the whole run. It names each order that cost another sum than was
 * agreed, by how much, and the rest of what it finds is what the provider booked without us knowing.
 */
export async function statementsAgree(sim: Sim, openings: ReadonlyMap<number, Opening>) {
  const attempts = await sim.watch.attempts();
  sim.shop.clock.at += SETTLED_MS;
  for (const { ours, theirs } of sim.shop.providers) {
    // Whose number is another order's is charged for that one, and nobody can tell.
    if (theirs.adds.some(({ how }) => how === 'usedId')) continue;
    const mine = attempts.filter((one) => one.provider === ours.id && one.outcome === 'accepted');
    const opening = openings.get(ours.id) as Opening;
    const closing = await balanceOf(sim.process.app, ours, theirs);
    const { differences, taken } = await checkStatement(sim.process.app, ours, {
      ...{ from: opening.at, until: closing.at, clean: true },
      ...{ opening: opening.balance, closing: closing.balance },
    });
    const expected = truthOf(sim, mine, theirs);
    const found = new Map(
      differences.flatMap(({ orderId, amount, class: kind }) =>
        orderId !== null && (kind === 'fee' || kind === 'missing') ? [[orderId, amount]] : [],
      ),
    );
    const tolerance = ROUNDING * BigInt(mine.length + 1);
    for (const [orderId, amount] of expected.named) {
      const told = found.get(orderId) ?? 0n;
      if (isFar(told, amount, ROUNDING)) {
        throw new Broken(
          `${theirs.host} took ${amount} too much for order ${orderId}: ${told} is told`,
        );
      }
    }
    const all = differences.reduce((sum, one) => sum + one.amount, 0n);
    const named = [...found.values()].reduce((sum, one) => sum + one, 0n);
    if (isFar(all - named, expected.unnamed, tolerance)) {
      throw new Broken(
        `${theirs.host} took ${expected.unnamed} of ${taken} for what is not ours: ${all - named} is told`,
      );
    }
    count(sim, 'differences', expected.named.size + (expected.unnamed > tolerance ? 1 : 0));
  }
}

const isFar = (one: bigint, other: bigint, tolerance: bigint): boolean =>
  one - other > tolerance || other - one > tolerance;

/** From both books: what our orders cost beyond what was agreed, and what is booked beside them. */
function truthOf({ model }: Sim, mine: readonly AttemptRow[], { book }: Theirs) {
  const named = new Map<number, bigint>();
  const ours = new Set<string>();
  for (const { name, of, cost } of mine) {
    const booking = book.bookings.get(name ?? '');
    const row = model.orders.get(of)?.row;
    if (!booking || !row) continue;
    ours.add(booking.id);
    if (cost === null || !isOver(row.status)) continue;
    const pieces =
      { completed: row.quantity, partial: row.quantity - row.remains }[row.status] ?? 0;
    const agreed = row.quantity === 0 ? 0n : (BigInt(cost) * BigInt(pieces)) / BigInt(row.quantity);
    const off = netOf(booking) - agreed;
    if (isFar(off, 0n, ROUNDING)) named.set(of, off);
  }
  const unnamed = [...book.bookings.values()]
    .filter((one) => !ours.has(one.id))
    .reduce((sum, one) => sum + netOf(one), 0n);
  return { named, unnamed };
}

const netOf = ({ charge, givenBack }: Booking): bigint => charge - givenBack;
