import { createHash, type Hash } from 'node:crypto';
import { checkBooks } from '#orders/index.ts';
import type { Listener } from '#platform/db/listen.ts';
import type { Egress } from '#platform/http/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { openChance } from './chance.ts';
import { Broken } from './broken.ts';
import { check } from './check.ts';
import { openModel } from './model.ts';
import { openProcess, warm, type Fate, type Planted } from './process.ts';
import { allIsOver, calm } from './calm.ts';
import { newsArrived } from './hook-steps.ts';
import { ledgersAgree } from './ledgers.ts';
import { openPlace, openShop } from './shop.ts';
import { count, type Sim } from './sim.ts';
import { openStatements, statementsAgree } from './statements.ts';
import { STEPS, type StepName } from './steps.ts';
import { readCatalog } from './supply-steps.ts';
import { openWatch, type Seen } from './watch.ts';

export type RunOptions = {
  seed: number;
  steps: number;
  planted?: Planted | null;
  /** Statements of the owner, before anything happens. */
  ddl?: string;
};

export type Run = {
  seed: number;
  steps: number;
  /** Over every step, what it answered and every row it wrote: equal runs have equal traces. */
  trace: string;
  counts: ReadonlyMap<string, number>;
  ms: number;
};

/** A run that broke a rule: which one, where, and how to see it again. */
export class Found extends Error {
  readonly seed: number;
  readonly step: number;
  readonly rule: string;

  constructor(seed: number, steps: number, step: number, story: readonly string[], cause: unknown) {
    const rule = cause instanceof Error ? cause.message : String(cause);
    const tail = story.slice(-LAST_STEPS).join('\n  ');
    super(
      `seed ${seed}, step ${step}: ${rule}\n  ${tail}\nReplay it with:\n` +
        `  npm run test:sim -- --seed ${seed} --steps ${steps}`,
      { cause },
    );
    this.name = 'Found';
    [this.seed, this.step, this.rule] = [seed, step, rule];
  }
}

const DEAF: Listener = { on: () => {}, connected: true, end: () => Promise.resolve() };
const OPEN: Egress = { vet: () => Promise.resolve({ ok: true, addresses: ['192.0.2.1'] }) };

const LAST_STEPS = 12;
const BOOKS_EVERY = 50;
const FATES = 0.04; // of the steps
const LONGEST_STEP_MS = 30_000;

/** Plays one seed against a real database, every rule checked after every step. Throws `Found`. */
export async function runSeed(options: RunOptions): Promise<Run> {
  const { seed, steps, planted = null, ddl } = options;
  const started = performance.now();
  const chance = openChance(seed);
  const place = openPlace();
  await using opened = await openTestApp({ ...place, egress: OPEN, random: () => chance.next() });
  // Notifications would come at moments of their own.
  const app = { ...opened, listener: DEAF };
  const watch = await openWatch(app.ownerUrl, ddl);
  const shop = await openShop(app, place, chance);
  const sim: Sim = {
    seed,
    chance,
    shop,
    watch,
    planted,
    model: openModel(shop.buyers, shop.coupons),
    world: new Map(shop.providers.map(({ ours, theirs }) => [ours.id, theirs])),
    process: openProcess(app, planted),
    calls: [],
    counts: new Map(),
    links: 0,
  };
  const story: string[] = [];
  const trace = createHash('sha256');
  let step = 0;
  try {
    await warm(
      sim.process.app,
      shop.buyers.map(({ id }) => id),
    );
    const openings = await openStatements(sim);
    for (step = 1; step <= steps; step += 1) {
      const name = chance.weighed<StepName>(WEIGHTS);
      const line = await play(sim, name, STEPS[name]);
      story.push(`${step} ${name}: ${line}`);
      settleStep(sim, await watch.look(), story.at(-1) as string, trace);
      if (step % BOOKS_EVERY === 0) await booksAgree(sim);
    }
    for await (const line of calm(sim)) {
      story.push(`calm: ${line}`);
      settleStep(sim, await watch.look(), line, trace);
    }
    await booksAgree(sim);
    await allIsOver(sim);
    await ledgersAgree(sim);
    await newsArrived(sim);
    await statementsAgree(sim, openings);
  } catch (error) {
    throw new Found(seed, steps, step, story, error);
  } finally {
    await watch.end();
  }
  const ms = performance.now() - started;
  return { seed, steps, trace: trace.digest('hex'), counts: sim.counts, ms };
}

const WEIGHTS = Object.fromEntries(
  Object.entries(STEPS).map(([name, { weight }]) => [name, weight]),
) as Record<StepName, number>;

/** One step, which its process may not survive. */
async function play(
  sim: Sim,
  name: string,
  { step, fates = 'worker' }: (typeof STEPS)[StepName] & { fates?: string },
): Promise<string> {
  const fate = sim.chance.odds(FATES) ? fateOf(sim, fates) : null;
  sim.process.meets(fates === 'none' ? null : fate);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Broken('the step does not end')), LONGEST_STEP_MS);
  try {
    const work = step(sim);
    work.catch(() => {});
    const line = await Promise.race([work, sim.process.died.then(() => 'DIED'), late.promise]);
    count(sim, name);
    if (!sim.process.dead) return line;
    count(sim, 'died');
    count(sim, `died: ${fate?.how}`);
    return `${line}, its process dies at ${fate?.at} (${fate?.how})`;
  } finally {
    clearTimeout(timer);
    sim.process.meets(null);
    if (sim.process.dead) await restart(sim);
  }
}

function fateOf({ chance }: Sim, fates: string): Fate {
  const lost = fates === 'asked' ? 2 : 0;
  return {
    at: chance.int(1, 5),
    how: chance.weighed({ before: 1, after: 2, rolledBack: 1, lostAnswer: lost }),
  };
}

/** Another process takes over; what the dead one was about to hear, nobody hears. */
async function restart(sim: Sim): Promise<void> {
  sim.process = openProcess(sim.shop.app, sim.planted);
  await readCatalog(sim);
  for (const { theirs } of sim.shop.providers) theirs.held.splice(0);
  await warm(
    sim.process.app,
    sim.shop.buyers.map(({ id }) => id),
  );
}

function settleStep(sim: Sim, seen: Seen, line: string, trace: Hash): void {
  trace.update(`${line}\n${JSON.stringify([seen.changes, seen.orders])}\n`);
  check(sim.model, seen, sim.world);
}

async function booksAgree({ shop }: Sim): Promise<void> {
  const { findings } = await checkBooks(shop.app.db);
  const [first] = findings;
  if (first) throw new Broken(`check-books: ${first.rule}: ${first.detail}`);
}
