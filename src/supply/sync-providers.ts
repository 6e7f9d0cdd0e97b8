import { momentOf, type App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { syncProvider } from './sync-provider.ts';

const EVERY_MS = 30 * 60_000;
const JITTER_MS = 5 * 60_000; // providers must not all be asked at once, nor by all panels

const DUE = reading<[id: number, lastAt: Date | null]>(
  'supply.due-providers',
  `select p.id, (select max(started_at) from supply_runs r
     where r.provider_id = p.id and r.kind = 'sync')
   from providers p
   where not p.paused and exists (select from service_routes s where s.provider_id = p.id)
   order by p.id`,
  { asArrays: true },
);

/**
 * Syncs the providers whose last sync is half an hour ago, give or take five minutes; called more
 * often than that. One that fails is logged and holds up no other.
 */
export async function syncProviders(app: App): Promise<void> {
  const { now, random } = momentOf(app);
  const isDue = (lastAt: Date | null) =>
    lastAt === null ||
    now.getTime() - lastAt.getTime() >= EVERY_MS + (random() * 2 - 1) * JITTER_MS;
  const due = (await app.db.rows(DUE)).filter(([, lastAt]) => isDue(lastAt));
  await Promise.all(
    due.map(([id]) =>
      syncProvider(app, id, { actor: { kind: 'system', name: 'sync' } }).catch((err: unknown) =>
        app.log.warn({ err, provider: id }, 'a provider was not synced'),
      ),
    ),
  );
}
