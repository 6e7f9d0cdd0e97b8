import { openSubmitLane, type SubmitLane } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/types.ts';
import { ownRates } from '#pricing/index.ts';
import type { Provider } from '#providers/index.ts';

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
  const death = Promise.withResolvers<void>();
  const under = new Set<Promise<unknown>>();
  const lanes = new Map<number, SubmitLane>();
  let fate: Fate | null = null;
  let left = 0;
  let dead = false;

  const die = () => {
    if (dead) return;
    dead = true;
    void Promise.allSettled(under).then(() => death.resolve());
  };
  const next = (): Fate['how'] | null => {
    if (!fate || ++left !== fate.at) return null;
    return fate.how;
  };
  const watched = <T>(work: Promise<T>): Promise<T> => {
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
  };

  const transact = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    if (dead) return never();
    const how = next();
    if (how === 'before') return (void die(), never());
    const inside = (tx: Tx) => work(planted ? withPlanted(tx, planted) : tx);
    if (how === 'rolledBack') {
      const rolledBack = base.transact(async (tx) => {
        await inside(tx);
        throw new Killed();
      });
      await rolledBack.catch(() => {});
      return (void die(), never());
    }
    const done = watched(base.transact(inside));
    if (how === null) return done;
    const result = await done;
    if (how === 'lostAnswer') throw new CommitUnknown(new Error('the connection was lost'));
    die();
    return never<typeof result>();
  };

  const app: App = {
    ...base,
    transact,
    random: () => base.random(),
    async post(request) {
      if (dead) return never();
      const how = next();
      if (how === 'before' || how === 'rolledBack') return (void die(), never());
      const reply = await base.post(request);
      if (how === 'after') die();
      return dead ? never() : reply;
    },
  };
  return {
    app,
    laneOf(provider) {
      const lane = lanes.get(provider.id) ?? openSubmitLane(app, provider, { worker: 'sim' });
      lanes.set(provider.id, lane);
      return lane;
    },
    meets(given) {
      [fate, left] = [given, 0];
    },
    died: death.promise,
    get dead() {
      return dead;
    },
  };
}

/** Everything that a process reads late would come at a moment of its own: it is read at once. */
export async function warm(app: App, accounts: readonly number[]): Promise<void> {
  await Promise.all(accounts.map((id) => ownRates(app, id)));
}

function withPlanted(tx: Tx, planted: Planted): Tx {
  const run =
    (name: 'rows' | 'run' | 'runLast') =>
    async (statement: Statement, values: readonly unknown[] = []) => {
      const rewritten = planted(statement, values);
      const call = tx[name] as (s: Statement, v: readonly unknown[]) => Promise<never[]>;
      if (!rewritten) return call(statement, values);
      const named = { ...rewritten.statement, name: `${statement.name}:planted` };
      return call(rewritten.statement === statement ? statement : named, rewritten.values);
    };
  return { ...tx, rows: run('rows'), run: run('run'), runLast: run('runLast') } as Tx;
}
