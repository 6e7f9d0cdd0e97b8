import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { rowOf, type Chunk } from './chunk-calls.ts';
import { countHours } from './count-hours.ts';
import { ensureDays } from './keep-days.ts';

/** Calls of an account that were answered and found no room. */
export type Gap = {
  accountId: number;
  process: string;
  firstAt: number;
  lastAt: number;
  calls: number;
};

/** What is written at once. Writing the same one again changes nothing. */
export type CallBatch = { chunks: readonly Chunk[]; gaps: readonly Gap[] };

const COLUMNS = [
  ['account_id', 'int'],
  ['process', 'text'],
  ['first_seq', 'bigint'],
  ['last_seq', 'bigint'],
  ['first_at', 'timestamptz'],
  ['last_at', 'timestamptz'],
  ['first_order', 'int'],
  ['last_order', 'int'],
  ['repeated', 'text', 'int[]'],
  ['failed', 'int'],
  ['seqs', 'text', 'bigint[]'],
  ['ats', 'text', 'int[]'],
  ['took_us', 'text', 'int[]'],
  ['keys', 'text', 'int[]'],
  ['actions', 'text', 'text[]'],
  ['statuses', 'text', 'int[]'],
  ['errors', 'text', 'text[]'],
  ['orders', 'text', 'int[]'],
  ['repeats', 'text', 'boolean[]'],
  ['names', 'text', 'int[]'],
  ['bodies', 'bytea'],
] as const;
const NAMES = COLUMNS.map(([name]) => name).join(', ');

// Lists travel as their text, since an array of arrays has to be rectangular.
const INSERT = writing<{ account_id: number }>(
  'request-log-insert',
  `insert into request_log (${NAMES})
   select ${COLUMNS.map(([name, , cast]) => (cast ? `${name}::${cast}` : name)).join(', ')}
   from unnest(${COLUMNS.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')}) as t (${NAMES})
   on conflict do nothing
   returning account_id`,
);

const COUNT = writing(
  'request-hours-count',
  `insert into request_hours as h
     (account_id, hour, key_id, action, calls, failed, limited, took)
   select account_id, hour, key_id, action, calls, failed, limited, took::int[]
   from unnest($1::int[], $2::timestamptz[], $3::int[], $4::text[], $5::int[], $6::int[], $7::int[],
     $8::text[]) as t (account_id, hour, key_id, action, calls, failed, limited, took)
   on conflict on constraint request_hours_pkey do update set
     calls = h.calls + excluded.calls, failed = h.failed + excluded.failed,
     limited = h.limited + excluded.limited,
     took = (select array_agg(coalesce(a, 0) + coalesce(b, 0) order by place)
             from unnest(h.took, excluded.took) with ordinality as both_of (a, b, place))`,
);

const MISS = writing(
  'request-gaps-insert',
  `insert into request_gaps (account_id, process, first_at, last_at, calls)
   select * from unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::int[])
   on conflict do nothing`,
);

// Two to three milliseconds of work under load; between them callers are answered.
const ROWS_AT_A_TIME = 16;

/** Writes calls, what they add to their hours, and what was lost, in one transaction. */
export async function saveCalls(app: App, batch: CallBatch): Promise<void> {
  await ensureDays(
    app,
    batch.chunks.map(({ lastAt }) => lastAt),
  );
  await app.transact(async (tx) => {
    if (batch.chunks.length > 0) await saveChunks(tx, batch.chunks);
    if (batch.gaps.length > 0) await saveGaps(tx, batch.gaps);
  });
}

async function saveChunks(tx: Tx, chunks: readonly Chunk[]): Promise<void> {
  for (let first = 0; first < chunks.length; first += ROWS_AT_A_TIME) {
    const rows = chunks.slice(first, first + ROWS_AT_A_TIME).map(rowOf);
    const columns = COLUMNS.map((_, at) => rows.map((row) => row[at]));
    const written = await tx.run(INSERT, columns);
    // None of them is new: a commit whose answer was lost had written and counted them all.
    if (written.length === 0) return;
  }
  const hours = countHours(chunks.flatMap(({ calls }) => calls));
  await tx.run(COUNT, [
    numbers(hours.map((one) => one.accountId)),
    hours.map((one) => new Date(one.hour)),
    numbers(hours.map((one) => one.keyId)),
    hours.map((one) => one.action),
    numbers(hours.map((one) => one.calls)),
    numbers(hours.map((one) => one.failed)),
    numbers(hours.map((one) => one.limited)),
    hours.map((one) => numbers(one.took)),
  ]);
}

const saveGaps = (tx: Tx, gaps: readonly Gap[]): Promise<unknown> =>
  tx.run(MISS, [
    numbers(gaps.map((gap) => gap.accountId)),
    gaps.map((gap) => gap.process),
    gaps.map((gap) => new Date(gap.firstAt)),
    gaps.map((gap) => new Date(gap.lastAt)),
    numbers(gaps.map((gap) => gap.calls)),
  ]);
