import {
  lockSupplied,
  updateServices,
  type NewRoute,
  type ServicePatch,
  type Supplied,
} from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { raiseNotices } from '#platform/notices/index.ts';
import type { Provider } from '#providers/index.ts';
import { changeRoutes } from './change-routes.ts';
import { judgeOffer, type Situation, type Verdict } from './judge-offer.ts';
import { heldNotices, pausedNotices, type Told } from './supply-notices.ts';

/** What one run of a sync knows of all services. */
export type SyncContext = {
  runId: number;
  provider: Provider;
  now: Date;
  /** What is particular to a service: the offer, the last one, and whether it is gone. */
  listed(providerService: string): Pick<Situation, 'offer' | 'last' | 'isGone'>;
} & Pick<Situation, 'rules' | 'holdAboveBp' | 'topDiscountBp'>;

export type Synced = { changed: number; held: number };

const SOURCE = 'system:sync';

/** Judges some services as they are at this moment, and writes what becomes of them, at once. */
export const syncServices = (
  app: App,
  context: SyncContext,
  ids: readonly number[],
): Promise<Synced> =>
  app.transact(async (tx) => {
    const services = await lockSupplied(tx, ids);
    const judged = services.map((service) => ({ service, verdict: judge(context, service) }));
    const routed = await changeRoutes(
      tx,
      context.runId,
      judged.flatMap(({ service, verdict }) => routeOf(context, service, verdict)),
      services,
    );
    const patches = judged.flatMap(({ service, verdict }) => patchOf(context, service, verdict));
    const vanished = judged
      .filter(({ verdict }) => verdict.hold?.offer.causes.includes('vanished'))
      .map(({ service }) => service.id);
    const cause = { source: SOURCE, runId: context.runId, vanished: new Set(vanished) };
    await updateServices(tx, patches, cause);
    await tell(app, tx, context, judged);
    return {
      changed: new Set([...routed, ...patches.map((patch) => patch.id)]).size,
      held: judged.filter(isNewlyHeld).length,
    };
  });

function judge(context: SyncContext, service: Supplied): Verdict {
  const { provider, rules, holdAboveBp, topDiscountBp } = context;
  const route = service.routes.find((one) => one.providerId === provider.id);
  if (!route) return {};
  const listed = context.listed(route.providerService);
  return judgeOffer({ service, provider, rules, holdAboveBp, topDiscountBp, ...listed });
}

function routeOf({ provider }: SyncContext, service: Supplied, { route }: Verdict): NewRoute[] {
  const known = service.routes.find((one) => one.providerId === provider.id);
  return known && route ? [{ ...known, ...route, serviceId: service.id }] : [];
}

function patchOf(
  { now }: SyncContext,
  { id }: Supplied,
  { service, hold }: Verdict,
): ServicePatch[] {
  if (!service && hold === undefined) return [];
  return [
    {
      id,
      ...service,
      ...(hold === undefined ? {} : { hold: hold && { ...hold, at: now } }),
    },
  ];
}

type Judged = { service: Supplied; verdict: Verdict };

const isNewlyHeld = ({ service, verdict }: Judged): boolean =>
  service.heldReason === null && Boolean(verdict.hold);

async function tell(app: App, tx: Tx, context: SyncContext, judged: readonly Judged[]) {
  const { now, provider } = context;
  const held = judged.filter((one) => isNewlyHeld(one) && one.service.active).map(asTold);
  const paused = judged
    .filter(({ verdict }) => typeof verdict.route?.pausedReason === 'string')
    .map(asTold);
  const fresh = await raiseNotices(
    tx,
    [...heldNotices(provider, held), ...pausedNotices(provider, paused)],
    now,
  );
  for (const { kind, subject, text } of fresh) app.log.warn({ kind, subject }, text);
}

const asTold = ({ service, verdict }: Judged): Told => ({
  id: service.id,
  name: service.name,
  reason: verdict.hold?.reason ?? verdict.route?.pausedReason ?? '',
});
