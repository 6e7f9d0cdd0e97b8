import { Broken } from './broken.ts';
import { targetOf } from './model.ts';
import type { Booking } from './provider-book.ts';
import type { Sim } from './sim.ts';
import type { AttemptRow } from './watch.ts';

const IN_DOUBT = new Set([null, 'unknown', 'unclassified']);

/**
 * Both ledgers, ours and each provider's, line by line: what we hold for accepted is booked there,
 * once and for that link, and what is booked there and not ours is owed to an attempt in doubt or
 * to the provider's own mistake.
 */
export async function ledgersAgree(sim: Sim): Promise<void> {
  const attempts = await sim.watch.attempts();
  for (const { ours, theirs } of sim.shop.providers) {
    const mine = attempts.filter((one) => one.provider === ours.id);
    const accepted = new Map<string, AttemptRow>();
    for (const attempt of mine.filter((one) => one.outcome === 'accepted')) {
      const name = attempt.name ?? '';
      const booking = theirs.book.bookings.get(name);
      if (!booking) throw new Broken(`${theirs.host} has no order ${name}`);
      if (accepted.has(name)) throw new Broken(`two orders of ours are ${name} of ${theirs.host}`);
      accepted.set(name, attempt);
    }
    const doubts = countBy(
      mine.filter((one) => one.by_person || IN_DOUBT.has(one.outcome)),
      (one) => linkOf(sim, one),
    );
    const mistakes = countBy(
      theirs.adds.filter((call) => call.how === 'twice'),
      (call) => call.link,
    );
    for (const [link, extra] of countBy(
      strangers(theirs.book.bookings, accepted),
      (one) => one.link,
    )) {
      const explained = (doubts.get(link) ?? 0) + (mistakes.get(link) ?? 0);
      if (extra > explained) {
        throw new Broken(`${theirs.host} booked ${link} ${extra} times more than we know of`);
      }
    }
  }
}

/** Bookings that are no order of ours; posts belong to the standing order that found them. */
function strangers(
  bookings: ReadonlyMap<string, Booking>,
  accepted: ReadonlyMap<string, AttemptRow>,
): Booking[] {
  return [...bookings.values()].filter((one) => one.parent === null && !accepted.has(one.id));
}

const linkOf = ({ model }: Sim, { of }: AttemptRow): string => {
  const row = model.orders.get(of)?.row;
  return row ? targetOf(model, row) : '';
};

function countBy<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}
