import { suppliedBy, type Supplied } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { deepestDiscount } from '#pricing/index.ts';
import { adapterOf, findProvider, type Offer, type Provider } from '#providers/index.ts';
import { isBelievable } from './is-believable.ts';
import { listOffers, type StoredOffer } from './list-offers.ts';
import { listPriceRules } from './list-price-rules.ts';
import { settleNotices } from './settle-notices.ts';
import { storeOffers } from './store-offers.ts';
import { failedNotice, shortListNotice } from './supply-notices.ts';
import { beginRun, endRun } from './supply-run.ts';
import { readHoldAbove } from './supply-settings.ts';
import { syncServices, type SyncContext, type Synced } from './sync-services.ts';

export type SyncReport = Synced & {
  runId: number;
  offers: number;
  /** Services that we sell and the list leaves out, where it is not believed. */
  disbelieved: number;
  /** What of the list could not be read. */
  odd: readonly string[];
  error: string | null;
};

export type SyncOptions = {
  actor: Actor;
  /** Takes the list at its word, whatever it leaves out. */
  believe?: boolean;
};

const AT_ONCE = 1_000; // services of one transaction: locks are short, and orders go on between
const KEPT_MS = 7 * 86_400_000; // runs in which nothing happened

/**
 * Asks a provider what it offers, keeps the list, and has every service that it delivers follow:
 * see `judgeOffer`. A provider that gives no list is reported, not thrown; refuses `not_found` and
 * `conflict` (a newer list came in meanwhile).
 */
export async function syncProvider(
  app: App,
  providerId: number,
  { actor, believe = false }: SyncOptions,
): Promise<SyncReport> {
  const provider = await findProvider(app.db, providerId);
  const at = new Date(app.clock.now());
  const answer = await adapterOf(app, provider).services();
  const known = await listOffers(app.db, providerId);
  if (known.some((offer) => offer.seenAt > at)) {
    throw new AppError('conflict', 'a newer list of this provider came in meanwhile');
  }
  const runId = await app.transact((tx) =>
    beginRun(tx, { providerId, kind: 'sync', actor: actorName(actor), at }),
  );
  if (!answer.ok) {
    await app.transact((tx) => recordFailure(app, tx, provider, { runId, error: answer.error }));
    return { ...NOTHING, runId, error: answer.error };
  }
  const { value: offers, odd = [] } = answer;
  const services = await suppliedBy(app.db, providerId);
  const lost = lostOf(provider, services, known, offers);
  const isBelieved = believe || isBelievable({ ...lost, offers: offers.length });
  const context = await contextOf(app.db, { runId, provider, now: at, offers, known, isBelieved });
  const done = await syncAll(app, context, services);
  await app.transact(async (tx) => {
    await storeOffers(tx, providerId, offers, { now: at, isWhole: isBelieved });
    await endRun(tx, runId, { at: new Date(app.clock.now()), offers: offers.length, ...done });
    await forgetIdleRuns(tx, providerId, at);
    await settleNotices(tx, { now: at, by: 'system:sync' });
    await tellOfList(app, tx, provider, { ...lost, isBelieved });
  });
  const disbelieved = isBelieved ? 0 : lost.lost;
  return { ...done, runId, offers: offers.length, disbelieved, odd, error: null };
}

const NOTHING = { changed: 0, held: 0, offers: 0, disbelieved: 0, odd: [] };

/** Of the services that we sell and the last list had, how many this one leaves out. */
function lostOf(
  provider: Provider,
  services: readonly Supplied[],
  known: readonly StoredOffer[],
  offers: readonly Offer[],
) {
  const there = new Set(offers.map((offer) => offer.service));
  const before = new Set(
    known.filter((one) => one.missingSince === null).map((one) => one.service),
  );
  const sold = new Set(
    services
      .flatMap((service) => service.routes.filter((one) => one.providerId === provider.id))
      .map((route) => route.providerService)
      .filter((service) => before.has(service)),
  );
  return { sold: sold.size, lost: [...sold].filter((service) => !there.has(service)).length };
}

async function contextOf(
  db: Db,
  given: Pick<SyncContext, 'runId' | 'provider' | 'now'> & {
    offers: readonly Offer[];
    known: readonly StoredOffer[];
    isBelieved: boolean;
  },
): Promise<SyncContext> {
  const { runId, provider, now, isBelieved } = given;
  const offers = new Map(given.offers.map((offer) => [offer.service, offer]));
  const known = new Map(given.known.map((offer) => [offer.service, offer]));
  return {
    runId,
    provider,
    now,
    rules: await listPriceRules(db),
    holdAboveBp: await readHoldAbove(db),
    topDiscountBp: await deepestDiscount(db),
    listed(service) {
      const last = known.get(service) ?? null;
      const offer = offers.get(service) ?? null;
      return { offer, last, isGone: isBelieved && !offer && Boolean(last?.missingSince) };
    },
  };
}

async function syncAll(
  app: App,
  context: SyncContext,
  services: readonly Supplied[],
): Promise<Synced> {
  const done = { changed: 0, held: 0 };
  for (let from = 0; from < services.length; from += AT_ONCE) {
    const ids = services.slice(from, from + AT_ONCE).map((service) => service.id);
    const synced = await syncServices(app, context, ids);
    done.changed += synced.changed;
    done.held += synced.held;
  }
  return done;
}

async function tellOfList(
  app: App,
  tx: Tx,
  provider: Provider,
  list: { sold: number; lost: number; isBelieved: boolean },
): Promise<void> {
  const now = new Date(app.clock.now());
  const subjects = [`provider:${provider.id}`];
  const over = { now, by: 'system:sync' };
  await clearNotices(tx, 'supply.no_list', subjects, over);
  if (list.isBelieved) await clearNotices(tx, 'supply.short_list', subjects, over);
  else await raise(app, tx, shortListNotice(provider, list.lost, list.sold));
}

/** A provider may be away for a moment: the operator is told when it is away twice in a row. */
async function recordFailure(
  app: App,
  tx: Tx,
  provider: Provider,
  { runId, error }: { runId: number; error: string },
): Promise<void> {
  const before = await tx
    .selectFrom('supply_runs')
    .select('error')
    .where('provider_id', '=', provider.id)
    .where('kind', '=', 'sync')
    .where('id', '<', runId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  await endRun(tx, runId, { at: new Date(app.clock.now()), error });
  if (before?.error) await raise(app, tx, failedNotice(provider, error));
}

async function raise(app: App, tx: Tx, notice: Notice): Promise<void> {
  const fresh = await raiseNotices(tx, [notice], new Date(app.clock.now()));
  for (const { kind, subject, text } of fresh) app.log.warn({ kind, subject }, text);
}

async function forgetIdleRuns(tx: Tx, providerId: number, now: Date): Promise<void> {
  await tx
    .deleteFrom('supply_runs')
    .where('provider_id', '=', providerId)
    .where('kind', '=', 'sync')
    .where('changed', '=', 0)
    .where('held', '=', 0)
    .where('started_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute();
}
