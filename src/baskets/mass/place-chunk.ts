import { catalog } from '#catalog/index.ts';
import { lockWallets, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { placeOrders, type Placed, type Placement } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { LATER, type Outcome } from '#platform/batch.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { buyerOf } from '../buyer-of.ts';
import { faultOf, prepareLine, type PreparedLine } from './prepare-line.ts';
import { readBatch, type BatchName } from './read-batch.ts';
import { recordLines, type LineEnd } from './record-lines.ts';

type OpenLine = { number: number; agreed: bigint; prepared: PreparedLine };

/**
 * Places the next lines of a batch that was agreed to and records what became of them, in one
 * transaction; says whether the batch is done. Of a batch that is whole one refusal places nothing.
 */
export async function placeChunk(app: App, name: BatchName, size: number): Promise<boolean> {
  const { confirmedAt, doneAt, whole } = await readBatch(app.db, name);
  if (!confirmedAt) throw new AppError('conflict', 'nobody has agreed to this batch');
  if (doneAt) return true;
  const lines = await prepareOpenLines(app, name, size);
  const now = new Date(app.clock.now());
  try {
    return await app.transact(async (tx) => {
      if (await isDone(tx, name)) return true;
      const ends = await placeLines(tx, name, lines, now);
      if (whole && ends.some((end) => 'fault' in end)) throw new NotWhole(ends);
      await recordLines(tx, name, ends);
      return closeIfLast(tx, name, now);
    });
  } catch (error) {
    if (!(error instanceof NotWhole)) throw error;
    return app.transact(async (tx) => {
      if (await isDone(tx, name)) return true;
      await recordLines(tx, name, error.ends.map(notAlone));
      return closeIfLast(tx, name, now);
    });
  }
}

/** Rolls the orders of a batch back that is whole and has a line which is refused. */
class NotWhole extends AppError {
  readonly ends: readonly LineEnd[];
  constructor(ends: readonly LineEnd[]) {
    super('conflict', 'a line of a whole batch is refused');
    this.ends = ends;
  }
}

const notAlone = (end: LineEnd): LineEnd =>
  'fault' in end ? end : { number: end.number, fault: { code: 'not_alone' } };

/** Ends the first open line with a fault of ours, so that it keeps the others from nothing. */
export const giveUpLine = (app: App, name: BatchName): Promise<void> =>
  app.transact(async (tx) => {
    if (await isDone(tx, name)) return;
    const first = await selectOpen(tx, name).orderBy('number').limit(1).executeTakeFirst();
    if (first) await recordLines(tx, name, [{ number: first.number, fault: { code: 'internal' } }]);
  });

/** Prices and routes are found before the transaction: they may ask on connections of their own. */
async function prepareOpenLines(app: App, name: BatchName, size: number): Promise<OpenLine[]> {
  const rows = await selectOpen(app.db, name).orderBy('number').limit(size).execute();
  const buyer = await buyerOf(app.db, name.accountId);
  const { services } = await catalog(app);
  return Promise.all(
    rows.map(async ({ number, fields, charge }) => ({
      number,
      agreed: charge ?? 0n,
      prepared: await prepareLine(
        app,
        { buyer, batchId: name.id, services },
        { number, fields: fields as Record<string, string> },
      ),
    })),
  );
}

const selectOpen = (db: Db, { accountId, id }: BatchName) =>
  db
    .selectFrom('mass_lines')
    .select(['number', 'fields', 'charge'])
    .where('account_id', '=', accountId)
    .where('batch_id', '=', id)
    .where('order_id', 'is', null)
    .where('fault', 'is', null);

/** Takes the batch for this transaction: of two that place it, the second finds what the first did. */
async function isDone(tx: Tx, { accountId, id }: BatchName): Promise<boolean> {
  const row = await tx
    .selectFrom('mass_batches')
    .select('done_at')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.done_at !== null;
}

async function placeLines(
  tx: Tx,
  name: BatchName,
  lines: readonly OpenLine[],
  now: Date,
): Promise<LineEnd[]> {
  const open = new Set((await selectOpen(tx, name).execute()).map(({ number }) => number));
  const mine = lines.filter(({ number }) => open.has(number));
  // Waited for, because placing leaves out a wallet that another transaction holds.
  await lockWallets(tx, [walletOf(name.accountId)]);
  const ready = mine.flatMap(({ prepared, agreed }) =>
    'placement' in prepared && prepared.charge <= agreed ? [prepared.placement] : [],
  );
  const outcomes = await placeOrders(tx, ready, { now, endsTransaction: false });
  const outcomeOf = new Map<Placement, Outcome<Placed>>();
  for (const [at, outcome] of outcomes.entries()) {
    outcomeOf.set(ready[at] as Placement, outcome);
  }
  return mine.map(({ number, prepared }): LineEnd => {
    if ('fault' in prepared) return { number, fault: prepared.fault };
    const { placement, service, charge } = prepared;
    const outcome = outcomeOf.get(placement);
    if (!outcome) return { number, fault: { code: 'price_changed' } };
    if (isPlaced(outcome)) return { number, orderId: outcome.orderId, charge };
    if (outcome === LATER) throw new AppError('unavailable', 'the account is busy');
    return { number, fault: faultOf(outcome, service) };
  });
}

const isPlaced = (outcome: Outcome<Placed>): outcome is Placed =>
  typeof outcome === 'object' && 'orderId' in outcome;

async function closeIfLast(tx: Tx, name: BatchName, now: Date): Promise<boolean> {
  if (await selectOpen(tx, name).limit(1).executeTakeFirst()) return false;
  await tx
    .updateTable('mass_batches')
    .set({ done_at: now })
    .where('account_id', '=', name.accountId)
    .where('id', '=', name.id)
    .execute();
  return true;
}
