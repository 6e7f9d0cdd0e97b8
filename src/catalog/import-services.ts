import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { changeServices } from './change-services.ts';
import { firstFault, newService, type CheckedService, type NewService } from './new-service.ts';
import type { ChangeCause } from './record-service-changes.ts';

export type Imported = {
  created: number;
  updated: number;
  unchanged: number;
  /** One per row, in the order of the rows. */
  ids: number[];
};

const ALONE = writing(
  'catalog.import-alone',
  `select pg_advisory_xact_lock(hashtext('notpanel: services are imported'))`,
);
// Ids that a file brought along may lie ahead of the sequence: those are drawn and passed over.
const NEW_IDS = writing<{ id: number }>(
  'catalog.new-service-ids',
  `select id from (
     select generate_series(1, 2000000000), nextval(pg_get_serial_sequence('services', 'id'))::int
     offset 0
   ) as drawn (n, id)
   where id <> all($1::int[]) limit $2::int`,
);
const WRITE = writing<{ created: boolean }>(
  'catalog.write-services',
  `insert into services (id, category_id, name, type, rate, min, max, refill, cancel, dripfeed,
     guarantee_days, refill_cap, delivery, delivery_note, description, link_guard, rate_pinned, active, position)
   select given.id, given."categoryId", given.name, given.type, given.rate, given.min, given.max,
     given.refill, given.cancel, given.dripfeed, given."guaranteeDays", given."refillCap",
     given.delivery, given."deliveryNote", given.description, given."linkGuard",
     coalesce(given."ratePinned", known.rate_pinned or known.rate <> given.rate, true),
     coalesce(given.active, known.active, true),
     coalesce(given.position, known.position, given.place)
   from jsonb_to_recordset($1::jsonb) as given (
     id int, "categoryId" int, name text, type service_type, rate bigint, min int, max int,
     refill boolean, cancel boolean, dripfeed boolean, "guaranteeDays" int, "refillCap" int,
     delivery delivery_method, "deliveryNote" text, description text, "linkGuard" boolean,
     "ratePinned" boolean, active boolean, position int, place int
   )
   left join services known on known.id = given.id
   on conflict (id) do update set
     category_id = excluded.category_id, name = excluded.name, type = excluded.type,
     rate = excluded.rate, min = excluded.min, max = excluded.max, refill = excluded.refill,
     cancel = excluded.cancel, dripfeed = excluded.dripfeed,
     guarantee_days = excluded.guarantee_days, refill_cap = excluded.refill_cap,
     delivery = excluded.delivery, delivery_note = excluded.delivery_note,
     description = excluded.description, link_guard = excluded.link_guard,
     rate_pinned = excluded.rate_pinned, active = excluded.active, position = excluded.position,
     loss_accepted = case when services.rate = excluded.rate then services.loss_accepted end,
     updated_at = now()
   where (services.category_id, services.name, services.type, services.rate, services.min,
     services.max, services.refill, services.cancel, services.dripfeed, services.guarantee_days,
     services.refill_cap, services.delivery, services.delivery_note, services.description,
     services.link_guard, services.rate_pinned, services.active, services.position)
   is distinct from (excluded.category_id, excluded.name, excluded.type, excluded.rate,
     excluded.min, excluded.max, excluded.refill, excluded.cancel, excluded.dripfeed,
     excluded.guarantee_days, excluded.refill_cap, excluded.delivery, excluded.delivery_note,
     excluded.description, excluded.link_guard, excluded.rate_pinned, excluded.active, excluded.position)
   returning xmax = 0 as created`,
);

/**
 * Creates and updates services, all or none. A row with an id is that service, existing or new; a
 * row without is the one with its name in its category, or new. Categories are made as needed, in
 * the order of the rows. Refuses `invalid_parameter`, naming the row, and `conflict` where a row
 * could be several services.
 */
export async function importServices(
  tx: Tx,
  rows: readonly NewService[],
  cause: ChangeCause = { source: 'import' },
): Promise<Imported> {
  const services = rows.map(check);
  checkTogether(services);
  await importAlone(tx);
  const categories = await writeCategories(tx, services);
  const placed = services.map((service) => ({
    ...service,
    categoryId: categories.ids.get(service.category) as number,
  }));
  const { ids, firstPlace } = await identify(tx, placed);
  const given = placed.map((service, index) => ({
    ...service,
    id: ids[index],
    rate: String(service.rate),
    place: firstPlace + index,
  }));
  let written: { created: boolean }[] = [];
  await changeServices(tx, ids, cause, async () => {
    written = await tx.run(WRITE, [JSON.stringify(given)]);
  });
  if (written.length > 0 || categories.changed) await notify(tx, 'catalog', 'import');
  const created = written.filter((row) => row.created).length;
  const updated = written.length - created;
  return { created, updated, unchanged: rows.length - written.length, ids };
}

/** Imports wait for each other: without that, two could create one name twice. */
export async function importAlone(tx: Tx): Promise<void> {
  await tx.run(ALONE);
}

function check(row: NewService, index: number): CheckedService {
  const checked = newService.safeParse(row);
  if (checked.success) return checked.data;
  const { field, message } = firstFault(checked.error, row);
  throw fault(index, field, message);
}

function checkTogether(services: readonly CheckedService[]): void {
  const ids = new Set<number>();
  const names = new Set<string>();
  const platforms = new Map<string, string>();
  for (const [index, { id, name, category, platform }] of services.entries()) {
    if (id !== undefined && ids.size === ids.add(id).size) fail(index, 'id', 'is there twice');
    if (id === undefined && names.size === names.add(JSON.stringify([category, name])).size) {
      fail(index, 'name', 'is there twice in its category');
    }
    if (platform === undefined) continue;
    if (platform !== (platforms.get(category) ?? platform)) {
      fail(index, 'platform', `differs from an earlier row of the category ${category}`);
    }
    platforms.set(category, platform);
  }
}

async function writeCategories(tx: Tx, services: readonly CheckedService[]) {
  const wanted = new Map<string, string | undefined>();
  for (const { category, platform } of services) {
    wanted.set(category, wanted.get(category) ?? platform);
  }
  const known = await tx.selectFrom('categories').selectAll().execute();
  const ids = new Map(known.map((category) => [category.name, category.id]));
  const moved = known.filter(({ name, platform }) => (wanted.get(name) ?? platform) !== platform);
  for (const { id, name } of moved) {
    const platform = wanted.get(name) as string;
    await tx.updateTable('categories').set({ platform }).where('id', '=', id).execute();
  }
  const last = Math.max(0, ...known.map((category) => category.position));
  const fresh = [...wanted]
    .filter(([name]) => !ids.has(name))
    .map(([name, platform = 'Other'], index) => ({ name, platform, position: last + 1 + index }));
  if (fresh.length > 0) {
    const made = tx.insertInto('categories').values(fresh).returning(['id', 'name']);
    for (const { id, name } of await made.execute()) ids.set(name, id);
  }
  return { ids, changed: moved.length > 0 };
}

type Placed = CheckedService & { categoryId: number };

/** Which service each row is, and the place after all that exist. */
async function identify(tx: Tx, rows: readonly Placed[]) {
  const known = await tx
    .selectFrom('services')
    .select(['id', 'name', 'category_id', 'position'])
    .orderBy('position', 'desc')
    .execute();
  const byName = Map.groupBy(known, (one) => `${one.category_id} ${one.name}`);
  const found = rows.map((row, index) => {
    const same = row.id ? [] : (byName.get(`${row.categoryId} ${row.name}`) ?? []);
    if (same.length > 1) {
      throw new AppError(
        'conflict',
        `row ${index + 1}: several services have this name: say the id`,
      );
    }
    return row.id ?? same[0]?.id;
  });
  const taken = [...known.map((one) => one.id), ...found.filter((id) => id !== undefined)];
  const wanted = found.filter((id) => id === undefined).length;
  const fresh = (await tx.run(NEW_IDS, [taken, wanted])).values();
  const ids = found.map((id) => id ?? (fresh.next().value?.id as number));
  const seen = new Set<number>();
  for (const [index, id] of ids.entries()) {
    if (seen.size === seen.add(id).size) fail(index, 'id', 'is the service of an earlier row');
  }
  return { ids, firstPlace: (known[0]?.position ?? 0) + 1 };
}

function fail(index: number, field: string, message: string): never {
  throw fault(index, field, message);
}

const fault = (index: number, field: string, message: string): AppError =>
  new AppError('invalid_parameter', `row ${index + 1}: ${field} ${message}`.trim(), {
    parameter: field,
  });
