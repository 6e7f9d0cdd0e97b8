import type { Clock } from '#lib/clock.ts';
import type { Db, Tx } from './db/types.ts';
import type { Listener } from './db/listen.ts';
import type { Egress } from './http/egress.ts';
import type { Post } from './http/post.ts';
import type { LimitStore } from './limits/limit-store.ts';
import type { Log } from './log.ts';
import type { Vault } from './vault.ts';

/** What verbs that open transactions or use the network are given. Built by `src/app.ts`. */
export type App = {
  readonly db: Db;
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly listener: Listener;
  readonly vault: Vault;
  readonly clock: Clock;
  /** 0 ≤ n < 1. Chance has one source, so that a run can be repeated from its seed. */
  random(): number;
  /** Everything that is sent to servers of others goes through this. */
  readonly post: Post;
  /** Says where `post` would go, before an address is stored. */
  readonly egress: Egress;
  readonly log: Log;
  /** What the shop is called and where its visitors reach it, without a slash at the end. */
  readonly shop: { readonly name: string; readonly url: string };
  /** ISO code of the one currency that the ledger is kept in. */
  readonly currency: string;
  /** False lifts the three request limits (benchmarks only). */
  readonly limits: boolean;
  /** False keeps no log of calls (benchmarks only). */
  readonly requestLog?: boolean;
  /** Where several processes share them; absent: in the database. */
  readonly limitStore?: LimitStore;
  /** Aborts when the process begins to drain. */
  readonly draining: AbortSignal;
};

/** The two things that a decision may depend on besides its data. */
export type Moment = { readonly now: Date; random(): number };

export const momentOf = (app: App): Moment => ({
  now: new Date(app.clock.now()),
  random: () => app.random(),
});

/** Who does it. Always passed, never ambient. */
export type Actor =
  | { kind: 'customer'; accountId: number }
  | { kind: 'key'; accountId: number; keyId: number }
  | { kind: 'operator'; name: string }
  | { kind: 'system'; name: string };

export const actorName = (actor: Actor): string =>
  actor.kind === 'key'
    ? `key:${actor.keyId}`
    : actor.kind === 'customer'
      ? `customer:${actor.accountId}`
      : `${actor.kind}:${actor.name}`;

/** One value per App: a domain's memory (keys, catalogue) lives and ends with its App. */
export function perApp<T>(create: (app: App) => T): (app: App) => T {
  const made = new WeakMap<App, T>();
  return (app) => {
    let value = made.get(app);
    if (value === undefined) {
      value = create(app);
      made.set(app, value);
    }
    return value;
  };
}
