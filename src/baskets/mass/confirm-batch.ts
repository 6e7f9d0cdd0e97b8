import type { Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { JudgedLine } from './judge-lines.ts';
import type { Unreadable } from './mass-line.ts';
import { previewBatch, type MassPreview } from './preview-batch.ts';
import { noBatch, type BatchName } from './read-batch.ts';

export type Agreement = BatchName & {
  /** The total that its customer saw, in nano-units. */
  total: Money;
  /** All of the good lines or none. */
  whole: boolean;
};

export type Confirmed =
  | { kind: 'confirmed' }
  /** Since the page was shown a price, a service or the balance has changed. */
  | { kind: 'changed' }
  /** All was asked for, and some lines are wrong. */
  | { kind: 'not_all' }
  | { kind: 'nothing' }
  | { kind: 'unreadable'; unreadable: Unreadable };

/**
 * Records what its customer agreed to: the charge of each good line and the fault of each other one.
 * Again it changes nothing. Only a total that is still right is agreed to.
 */
export async function confirmBatch(app: App, asked: Agreement): Promise<Confirmed> {
  const preview = await previewBatch(app, asked);
  if (preview.batch.confirmedAt) return { kind: 'confirmed' };
  if ('unreadable' in preview) return { kind: 'unreadable', unreadable: preview.unreadable };
  if (preview.good === 0) return { kind: 'nothing' };
  if (preview.total !== asked.total) return { kind: 'changed' };
  if (asked.whole && preview.good < preview.lines.length) return { kind: 'not_all' };
  return app.transact((tx) => record(tx, asked, preview, new Date(app.clock.now())));
}

const INSERT_LINES = writing(
  'mass-lines-insert',
  `insert into mass_lines (account_id, batch_id, number, at, fields, charge, fault)
   select $1, $2, number, at, fields, charge, fault
   from unnest($3::int[], $4::int[], $5::jsonb[], $6::bigint[], $7::jsonb[])
     as l (number, at, fields, charge, fault)`,
);

async function record(
  tx: Tx,
  { accountId, id, whole }: Agreement,
  { batch, lines }: MassPreview,
  now: Date,
): Promise<Confirmed> {
  // Whoever sends the form twice waits here, and finds it agreed to.
  const row = await tx
    .selectFrom('mass_batches')
    .select(['confirmed_at', 'source', 'repeats'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw noBatch();
  if (row.confirmed_at) return { kind: 'confirmed' };
  if (row.source !== batch.source || row.repeats !== batch.repeats) return { kind: 'changed' };
  await tx.run(INSERT_LINES, [
    accountId,
    id,
    numbers(lines.map((line) => line.number)),
    numbers(lines.map((line) => line.at)),
    lines.map((line) => JSON.stringify(line.fields)),
    numbers(lines.map((line) => agreedCharge(line))),
    lines.map((line) => (line.fault ? JSON.stringify(line.fault) : null)),
  ]);
  await tx
    .updateTable('mass_batches')
    .set({ confirmed_at: now, whole })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
  return { kind: 'confirmed' };
}

const agreedCharge = ({ fault, charge }: JudgedLine): bigint | null => (fault ? null : charge);
