import { perApp, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { reading } from '#platform/db/statement.ts';
import type { OwnRate, OwnRates } from './price.ts';

const TRUST_MS = 1_000; // how long memory may be wrong while no notifications arrive
const MOST_ACCOUNTS = 10_000; // a few megabytes; an account without own rates costs an entry only
const MOST_AT_ONCE = 500;

const NONE: OwnRates = new Map();

const OF_ACCOUNTS = reading<OwnRate & { accountId: number; serviceId: number }>(
  'pricing.own-rates',
  `select account_id as "accountId", service_id as "serviceId", rate, discount_bp as "discountBp"
   from account_rates where account_id = any($1::int[])`,
);

/** The account's own rates by service id, from memory. Accounts without any share one empty map. */
export const ownRates = async (app: App, accountId: number): Promise<OwnRates> =>
  memory(app).trusted(accountId) ?? memory(app).load(accountId);

/** The same without waiting: undefined when they must be asked for with `ownRates` first. */
export const ownRatesNow = (app: App, accountId: number): OwnRates | undefined =>
  memory(app).trusted(accountId);

type Entry = { readAt: number; rates?: OwnRates; loading?: Promise<OwnRates> };

const memory = perApp((app) => {
  const entries = new Map<number, Entry>(); // in order of use, so that the first is the oldest
  const read = batch({
    run: (ids: number[]) => readRates(app, ids),
    maxItems: MOST_AT_ONCE,
    maxWaiting: MOST_ACCOUNTS,
  });

  app.listener.on('rates', (payload) => {
    if (payload === null) entries.clear();
    else entries.delete(Number(payload));
  });

  const keep = (accountId: number, entry: Entry) => {
    entries.delete(accountId);
    entries.set(accountId, entry);
    if (entries.size <= MOST_ACCOUNTS) return;
    for (const oldest of entries.keys()) return void entries.delete(oldest);
  };
  const isTrusted = (entry: Entry) =>
    app.listener.connected || app.clock.now() - entry.readAt <= TRUST_MS;

  return {
    trusted(accountId: number): OwnRates | undefined {
      const entry = entries.get(accountId);
      if (!entry?.rates || !isTrusted(entry)) return undefined;
      keep(accountId, entry);
      return entry.rates;
    },
    load(accountId: number): Promise<OwnRates> {
      const underWay = entries.get(accountId);
      if (underWay?.loading && isTrusted(underWay)) return underWay.loading;
      const entry: Entry = { readAt: app.clock.now() };
      // A notification removes the entry, and with it what this read may have come too early for.
      entry.loading = read(accountId).then(
        (rates) => (entry.rates = rates),
        (error: unknown) => {
          if (entries.get(accountId) === entry) entries.delete(accountId);
          throw error;
        },
      );
      keep(accountId, entry);
      return entry.loading;
    },
  };
});

async function readRates(app: App, accountIds: number[]): Promise<OwnRates[]> {
  const found = new Map<number, Map<number, OwnRate>>();
  for (const { accountId, serviceId, ...own } of await app.db.rows(OF_ACCOUNTS, [accountIds])) {
    const rates = found.get(accountId) ?? new Map<number, OwnRate>();
    found.set(accountId, rates.set(serviceId, own));
  }
  return accountIds.map((id) => found.get(id) ?? NONE);
}
