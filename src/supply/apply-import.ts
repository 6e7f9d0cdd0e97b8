import {
  importAlone,
  importServices,
  lockSupplied,
  suppliedBy,
  updateServices,
  type ServicePatch,
} from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { changeRoutes } from './change-routes.ts';
import type { ImportChoice } from './import-choice.ts';
import type { ImportPlan } from './plan-import.ts';
import { previewImport, type ImportPreview } from './preview-import.ts';
import { beginRun, endRun } from './supply-run.ts';

export type ApplyImport = {
  choice: ImportChoice;
  /** The id of the preview that was agreed to. */
  preview: string;
};

export type Applied = { runId: number; counts: ImportPreview['counts'] };

/**
 * Carries out what a preview showed, all of it or nothing, as one run. Refuses `conflict` when it
 * would do anything else by now, and what `previewImport` refuses.
 */
export const applyImport = (
  app: App,
  { choice, preview: agreed }: ApplyImport,
  actor: Actor,
): Promise<Applied> =>
  app.transact(async (tx) => {
    await importAlone(tx);
    const sold = await suppliedBy(tx, choice.providerId);
    await lockSupplied(
      tx,
      sold.map((service) => service.id),
    );
    const preview = await previewImport(tx, choice);
    if (preview.id !== agreed) {
      throw new AppError(
        'conflict',
        'the offers, the rules or what is sold have changed since this preview: look again',
      );
    }
    const at = new Date(app.clock.now());
    const source = actorName(actor);
    const providerId = preview.provider.id;
    const runId = await beginRun(tx, { providerId, kind: 'import', actor: source, at });
    const cause = { source, runId, reason: `imported from ${preview.provider.name}` };
    const { created, updated } = partsOf(preview);
    const { ids } = await importServices(
      tx,
      created.map((plan) => plan.service),
      cause,
    );
    const newRoutes = created.map((plan, n) => ({ ...plan.route, serviceId: ids[n] as number }));
    await changeRoutes(tx, runId, newRoutes, []);
    const services = await lockSupplied(
      tx,
      updated.map((plan) => plan.patch.id),
    );
    await updateServices(tx, updated.map((plan) => plan.patch).filter(saysSomething), cause);
    await changeRoutes(
      tx,
      runId,
      updated.map((plan) => plan.route),
      services,
    );
    const changed = created.length + updated.length;
    await endRun(tx, runId, { at, offers: preview.rows.length, changed });
    return { runId, counts: preview.counts };
  });

function partsOf({ rows }: ImportPreview) {
  const plans = rows.flatMap(({ plan }) => plan ?? []);
  const isOf =
    <Kind extends ImportPlan['kind']>(kind: Kind) =>
    (plan: ImportPlan): plan is Extract<ImportPlan, { kind: Kind }> =>
      plan.kind === kind;
  return { created: plans.filter(isOf('create')), updated: plans.filter(isOf('update')) };
}

const saysSomething = (patch: ServicePatch): boolean => Object.keys(patch).length > 1;
