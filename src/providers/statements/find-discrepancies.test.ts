import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import { seededRandom } from '#lib/seeded-random.ts';
import {
  openStatementDesk,
  type BookedOrder,
  type StatementDesk,
} from '#test/support/statement-desk.ts';
import { checkStatement, listDifferences, type Provider, type Statement } from '../index.ts';

const SEEDS = 40;
const CENT = 10_000_000n;
const DAY = 1_440;
const OPENING = 1_000_000_000_000n;

type Kind = 'plain' | 'fee' | 'kept' | 'missing' | 'doubt' | 'doubt kept' | 'timing' | 'late';

/** An order, what its provider takes on the first day and on the second, and what to find of it. */
type Seeded = { kind: Kind; order: BookedOrder; days: [bigint, bigint]; amount: bigint };

type World = { seeded: Seeded[]; extra: bigint; exchangeRate: bigint };

const DOUBTFUL = new Set<Kind>(['doubt', 'doubt kept']);

function worldOf(seed: number): World {
  const random = seededRandom(seed);
  const chance = (share: number) => random() < share;
  const below = (most: number) => Math.floor(random() * most);
  const seeded: Seeded[] = [];
  const add = (kind: Kind, order: Omit<BookedOrder, 'startedAt'>, taken: bigint, amount = 0n) => {
    const startedAt = 10 + below(DAY - 200);
    seeded.push({ kind, order: { startedAt, ...order }, days: [taken, 0n], amount });
  };
  // Whole hundred-thousandths, as panels round; no two alike, so that a sum names its parts.
  let made = 0n;
  const cost = () => CENT + BigInt(below(2_000_000)) * 10_000n + (made += 1n) * 10_000n;
  const ended = () => ({ endedAt: DAY - 190 + below(100) });
  for (let count = 0; count < 20; count += 1) {
    const price = cost();
    const whole = { cost: price, ...ended() };
    const half = price / 2n;
    if (chance(0.3)) add('plain', { cost: price }, price);
    else if (chance(0.6)) add('plain', { ...whole, status: 'completed', charged: price }, price);
    else if (chance(0.5)) add('plain', { ...whole, status: 'canceled', charged: 0n }, 0n);
    else add('plain', { ...whole, status: 'partial', remains: 500, charged: half }, half);
  }
  for (let count = below(3); count > 0; count -= 1) {
    const [price, more] = [cost(), cost()];
    const charged = price + more;
    add('fee', { cost: price, ...ended(), status: 'completed', charged }, charged, more);
  }
  for (let count = below(3); count > 0; count -= 1) {
    const [price] = [cost()];
    const order = { cost: price, ...ended(), status: 'canceled', charged: price / 3n } as const;
    add('kept', order, price / 3n, price / 3n);
  }
  for (let count = below(3); count > 0; count -= 1) {
    const price = cost();
    add('missing', { cost: price, ...ended(), status: 'completed', charged: 0n }, 0n, -price);
  }
  for (let count = below(3); count > 0; count -= 1) {
    const price = cost();
    const order = { cost: price, outcome: 'unknown', status: 'unknown' } as const;
    if (chance(0.5)) add('doubt kept', order, price, price);
    else add('doubt', order, 0n);
  }
  for (let count = below(3); count > 0; count -= 1) {
    const price = cost();
    const order = { cost: price, startedAt: DAY - 0.01, bookedAt: DAY + 0.02 };
    // The balance of the first day has it already, or not yet.
    const early = chance(0.5);
    seeded.push({
      kind: early ? 'timing' : 'late',
      order,
      days: early ? [price, 0n] : [0n, price],
      amount: early ? price : 0n,
    });
  }
  const extra = chance(0.5) ? cost() * (chance(0.5) ? 1n : -1n) : 0n;
  return { seeded, extra, exchangeRate: chance(0.5) ? 1_000_000_000n : 1_083_700_000n };
}

const check = async (
  desk: StatementDesk,
  provider: Provider,
  until: number,
  closing: bigint,
): Promise<Statement> => {
  await desk.balance(provider, until, closing);
  return checkStatement(desk.app, provider, {
    from: desk.at(0),
    until: desk.at(until),
    opening: OPENING,
    closing,
    clean: true,
  });
};

const found = async (desk: StatementDesk, provider: Provider) =>
  new Map(
    (await listDifferences(desk.app.db, provider.id)).map((one) => [
      `${one.class} ${one.orderId ?? 'nobody'}`,
      one.amount,
    ]),
  );

const isNear = (one: bigint | undefined, other: bigint): boolean =>
  one !== undefined && one - other < CENT / 10n && other - one < CENT / 10n;

/** What must be found of the orders once every doubt is resolved. */
function lastingOf(seeded: readonly Seeded[], ids: readonly number[]): Map<string, bigint> {
  const lasting = new Map<string, bigint>();
  for (const [at, { kind, amount }] of seeded.entries()) {
    if (kind === 'fee' || kind === 'kept') lasting.set(`fee ${ids[at]}`, amount);
    if (kind === 'missing') lasting.set(`missing ${ids[at]}`, amount);
  }
  return lasting;
}

async function resolveDoubts(desk: StatementDesk, world: World, ids: readonly number[]) {
  await desk.app.transact(async (tx) => {
    for (const [at, { kind }] of world.seeded.entries()) {
      const id = ids[at] ?? 0;
      if (kind === 'doubt kept') {
        await tx
          .updateTable('attempts')
          .set({ outcome: 'accepted', provider_order_id: `p${id}`, finished_at: desk.at(DAY + 60) })
          .where('order_id', '=', id)
          .execute();
        const status = 'in_progress';
        await tx.updateTable('orders').set({ status }).where('id', '=', id).execute();
      } else if (kind === 'doubt') {
        const canceled = { status: 'canceled', finished_at: desk.at(DAY + 60) } as const;
        await tx.updateTable('orders').set(canceled).where('id', '=', id).execute();
      }
    }
  });
}

async function runSeed(desk: StatementDesk, seed: number): Promise<void> {
  const world = worldOf(seed);
  const provider = await desk.openProvider(world.exchangeRate);
  const ids = await desk.book(
    provider,
    world.seeded.map((one) => one.order),
  );
  const taken = (day: 0 | 1) => world.seeded.reduce((sum, one) => sum + one.days[day], 0n);
  const first = OPENING - taken(0) - world.extra;
  const statement = await check(desk, provider, DAY, first);
  const firstDay = await found(desk, provider);
  const lasting = lastingOf(world.seeded, ids);
  const why = `seed ${seed}`;

  // On the day itself: each is named, and together they are the whole gap.
  for (const [name, amount] of lasting) assert.ok(isNear(firstDay.get(name), amount), why);
  for (const [at, { kind }] of world.seeded.entries()) {
    if (DOUBTFUL.has(kind)) assert.ok(firstDay.has(`unknown ${ids[at]}`), why);
  }
  const gap = statement.taken - statement.expected;
  const sum = [...firstDay.values()].reduce((total, amount) => total + amount, 0n);
  assert.ok(isNear(sum, gap), `${why}: ${sum} of ${gap}`);
  if (world.extra === 0n) {
    assert.equal(statement.unexplained, 0n, why);
    for (const [at, { kind, amount }] of world.seeded.entries()) {
      if (kind === 'timing') assert.ok(isNear(firstDay.get(`timing ${ids[at]}`), amount), why);
      if (kind === 'doubt kept') assert.ok(isNear(firstDay.get(`unknown ${ids[at]}`), amount), why);
    }
  }

  // A day later: what was in doubt is resolved, what was on its way has arrived.
  await resolveDoubts(desk, world, ids);
  const { unexplained } = await check(desk, provider, 2 * DAY, first - taken(1));
  assert.ok(isNear(unexplained, world.extra), `${why}: ${unexplained} for ${world.extra}`);
  if (world.extra !== 0n) {
    lasting.set(world.extra > 0n ? 'extra nobody' : 'missing nobody', world.extra);
  }
  const left = await found(desk, provider);
  assert.deepEqual(new Set(left.keys()), new Set(lasting.keys()), why);
  for (const [name, amount] of lasting) assert.ok(isNear(left.get(name), amount), why);
  const told = (await listNotices(desk.app.db)).filter(
    (one) => one.subject === `provider:${provider.id}`,
  );
  assert.equal(told.length, left.size > 0 ? 1 : 0, why);
}

test(`Seeded discrepancies of every class are found, all of them, over ${SEEDS} seeds`, async () => {
  await using desk = await openStatementDesk();
  const kinds = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    await runSeed(desk, seed);
    const { seeded, extra } = worldOf(seed);
    const all = [...seeded.map((one) => one.kind), ...(extra === 0n ? [] : ['extra'])];
    for (const kind of all) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const wanted = ['fee', 'kept', 'missing', 'doubt', 'doubt kept', 'timing', 'late', 'extra'];
  for (const kind of wanted) assert.ok((kinds.get(kind) ?? 0) >= 5, `${kind} is seeded too rarely`);
});
