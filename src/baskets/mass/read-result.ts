import { catalog, type Service } from '#catalog/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { MassBatch } from './mass-batch.ts';
import type { LineFault, MassLine } from './mass-line.ts';
import { serviceOf } from './prepare-line.ts';
import { readBatch, type BatchName } from './read-batch.ts';

/** What became of a line. Neither an order nor a fault: it is still to be placed. */
export type EndedLine = MassLine & {
  service: Service | null;
  /** Of its order, or as it was agreed to; nano-units. */
  charge: Money | null;
  orderId: number | null;
};

export type MassResult = {
  batch: MassBatch;
  lines: EndedLine[];
  placed: number;
  /** The sum of the charges of its orders. */
  charge: Money;
};

/** A batch that was agreed to, line by line. Refuses `not_found`, for a draft as well. */
export async function readResult(app: App, name: BatchName): Promise<MassResult> {
  const batch = await readBatch(app.db, name);
  const { services } = await catalog(app);
  const rows = await app.db
    .selectFrom('mass_lines')
    .select(['number', 'at', 'fields', 'charge', 'order_id', 'fault'])
    .where('account_id', '=', name.accountId)
    .where('batch_id', '=', name.id)
    .orderBy('number')
    .execute();
  const lines = rows.map((row): EndedLine => {
    const fields = row.fields as Record<string, string>;
    return {
      ...{ number: row.number, at: row.at, fields, service: serviceOf(services, fields) },
      charge: row.charge === null ? null : asMoney(row.charge),
      orderId: row.order_id,
      fault: row.fault as LineFault | null,
    };
  });
  const placed = lines.filter((line) => line.orderId !== null);
  const charge = placed.reduce((sum, line) => asMoney(sum + (line.charge ?? 0n)), asMoney(0n));
  return { batch, lines, placed: placed.length, charge };
}
