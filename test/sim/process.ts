import { openSubmitLane, type SubmitLane } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { ownRates } from '#pricing/index.ts';
import type { Provider } from '#providers/index.ts';
import { openDeliveryLane, type DeliveryLane } from '#webhooks/index.ts';

/** What befalls a process at the n-th time that it leaves itself: a transaction or a call. */
export type Fate = {
  at: number;
  /** It dies before, after, or in the transaction without a commit; or the commit's answer is lost. */
  how: 'before' | 'after' | 'rolledBack' | 'lostAnswer';
};

/** Rewrites a named statement on its way to Postgres: how bugs are planted. */
export type Planted = (statement: Statement, values: readonly unknown[]) => Rewritten;
export type Statement = {
  readonly name: string;
  readonly text: string;
  readonly asArrays: boolean;
};
type Rewritten = { statement: Statement; values: readonly unknown[] } | null;

export type SimProcess = {
  readonly app: App;
  /** By provider; one lane lives as long as its process. */
  laneOf(provider: Provider): SubmitLane;
  readonly deliveries: DeliveryLane;
  /** From here on the fate counts. */
  meets(fate: Fate | null): void;
  /** Resolves when it died, and nothing of it is under way in the database. */
  readonly died: Promise<void>;
  readonly dead: boolean;
};

class Killed extends Error {}

const never = <T>() => new Promise<T>(() => {});

/**
 * A process of the shop: a memory of its own (`perApp`) on the database that all of them share. A
 * dead one neither answers nor writes any more, wherever it was.
 */
export function openProcess(base: App, planted: Planted | null): SimProcess {
  const life = openLife();
  const app: App = {
    ...base,
    db: steady(base.db),
    transact: (work) => transact(base, life, planted, work),
    random: () => base.random(),
    async post(request) {
      if (life.dead) return never();
      const how = life.next();
      if (how === 'before' || how === 'rolledBack') return life.end();
      const reply = await base.post(request);
      if (how === 'after') return life.end();
      return life.dead ? never() : reply;
    },
  };
  const lanes = new Map<number, SubmitLane>();
  let deliveries: DeliveryLane | undefined;
  return {
    app,
    get deliveries() {
      return (deliveries ??= openDeliveryLane(app));
    },
    laneOf(provider) {
      const lane = lanes.get(provider.id) ?? openSubmitLane(app, provider, { worker: 'sim' });
      lanes.set(provider.id, lane);
      return lane;
    },
    meets: (fate) => life.meets(fate),
    died: life.died,
    get dead() {
      return life.dead;
    },
  };
}

type Life = Pick<SimProcess, 'meets' | 'died' | 'dead'> & {
  /** What befalls the process now; null: nothing. */
  next(): Fate['how'] | null;
  /** It dies; whoever waits for it waits for ever. */
  end<T>(): Promise<T>;
  /** Work in the database, of which nobody hears once the process is dead. */
  watched<T>(work: Promise<T>): Promise<T>;
};

function openLife(): Life {
  const death = Promise.withResolvers<void>();
  const under = new Set<Promise<unknown>>();
  let fate: Fate | null = null;
  let left = 0;
  let dead = false;
  return {
    died: death.promise,
    get dead() {
      return dead;
    },
    meets(given) {
      [fate, left] = [given, 0];
    },
    next() {
      left += 1;
      return fate?.at === left ? fate.how : null;
    },
    end() {
      dead = true;
      void Promise.allSettled(under).then(() => death.resolve());
      return never();
    },
    watched(work) {
      under.add(work);
      return new Promise((resolve, reject) => {
        const over = (tell: () => void) => {
          under.delete(work);
          if (!dead) tell();
        };
        work.then(
          (value) => over(() => resolve(value)),
          (error: Error) => over(() => reject(error)),
        );
      });
    },
  };
}

async function transact<T>(
  base: App,
  life: Life,
  planted: Planted | null,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (life.dead) return never();
  const inside = (tx: Tx) => work(planted ? withPlanted(tx, planted) : tx);
  const how = life.next();
  if (how === 'before') return life.end();
  if (how === 'rolledBack') {
    const rolledBack = base.transact(async (tx) => {
      await inside(tx);
      throw new Killed();
    });
    await rolledBack.catch(() => {});
    return life.end();
  }
  const result = await life.watched(base.transact(inside));
  if (how === 'after') return life.end();
  if (how === 'lostAnswer') throw new CommitUnknown(new Error('the connection was lost'));
  return result;
}

/** Everything that a process reads late would come at a moment of its own: it is read at once. */
export async function warm(app: App, accounts: readonly number[]): Promise<void> {
  await Promise.all(accounts.map((id) => ownRates(app, id)));
}

// What has ended is seen at once here: on a shared server the transactions of other databases would
// hold the horizon back, and a run would not repeat. No transaction of this one is open meanwhile.
function steady(db: Db): Db {
  const rows = (statement: Statement, values?: readonly unknown[]) => {
    const text = statement.text.replaceAll('pg_snapshot_xmin', 'pg_snapshot_xmax');
    const plain = statement.name !== 'webhook-window';
    return (db.rows as Rows)(plain ? statement : { ...statement, text }, values);
  };
  return { selectFrom: db.selectFrom, rows } as Db;
}

type Rows = (statement: Statement, values?: readonly unknown[]) => Promise<never[]>;

function withPlanted(tx: Tx, planted: Planted): Tx {
  const run =
    (name: 'rows' | 'run' | 'runLast') =>
    async (statement: Statement, values: readonly unknown[] = []) => {
      const rewritten = planted(statement, values);
      const call = tx[name] as Rows;
      if (!rewritten) return call(statement, values);
      const named = { ...rewritten.statement, name: `${statement.name}:planted` };
      return call(rewritten.statement === statement ? statement : named, rewritten.values);
    };
  return { ...tx, rows: run('rows'), run: run('run'), runLast: run('runLast') } as Tx;
}
