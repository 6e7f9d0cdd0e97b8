import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { CALL_COLUMNS, CALLS_OF, toCall, type CallRow } from './call-row.ts';
import { KEPT_DAYS, type LoggedCall } from './call.ts';
import { bodiesOf } from './chunk-calls.ts';
import { listOrderCalls } from './list-order-calls.ts';
import { nameOf } from './pack-call.ts';

export type CallFilter = {
  keyId?: number;
  action?: string;
  /** 2 is every status from 200 to 299. */
  statusClass?: number;
  onlyErrors?: boolean;
  /** The caller's own request_id. */
  requestId?: string;
  /** The order that an `add` was answered with, the first time or again. */
  orderId?: number;
  from?: Date;
  /** Without this moment. */
  until?: Date;
};

export type CallPage = {
  calls: LoggedCall[];
  /** Names the place to go on from; null: there is nothing older. */
  older: string | null;
  /** It took too long to look further back than this; null: the page is complete. */
  searchedTo: Date | null;
};

export type CallsWanted = CallFilter & { before?: string | undefined; limit: number; now: Date };

const DAY_MS = 24 * 60 * 60_000;
const SPAN_MS = 10_000; // request_log_spans_are_short
const ROWS_AT_A_TIME = 64;
const PATIENCE_MS = 80; // of the 150 ms that a page has
const FIRST_SLICE_MS = 60 * 60_000;
const WIDEN = 4;

/**
 * An account's calls, the newest first, 30 days back. Looks for rare ones only as long as a page may
 * take, and says how far it came.
 */
export async function listCalls(db: Db, accountId: number, wanted: CallsWanted): Promise<CallPage> {
  const { limit, now, orderId } = wanted;
  if (orderId !== undefined) {
    const found = await listOrderCalls(db, accountId, orderId);
    const calls = found.filter((call) => passes(call, wanted)).slice(0, limit);
    return { calls, older: null, searchedTo: null };
  }
  const oldest = Math.max(
    now.getTime() - (KEPT_DAYS + 1) * DAY_MS,
    (wanted.from?.getTime() ?? 0) - 1,
  );
  const start = cursorOf(wanted.before);
  const found: CallRow[] = [];
  // A row may begin before the moment that is asked for and end after it.
  let edge = newest((start?.at ?? wanted.until?.getTime() ?? now.getTime()) + SPAN_MS);
  const patience = performance.now() + PATIENCE_MS;
  for (let slice = FIRST_SLICE_MS; ; slice *= WIDEN) {
    const down = Math.max(edge.at - slice, oldest);
    const block = await readBlock(db, accountId, { wanted, edge, down });
    found.push(...block.calls.filter((call) => isBefore(call, start)));
    const isOver = block.next === undefined && down <= oldest;
    edge = block.next ?? newest(down);
    // Rows overlap: what is newer than the newest call of any row that is left is in its order.
    const sure = isOver ? found : found.filter((call) => call.at.getTime() > edge.at);
    const isLate = performance.now() > patience;
    if (sure.length > limit || isOver || isLate) return pageOf(sure, { limit, isOver, edge });
  }
}

/** Below which row the search goes on. */
type Edge = { at: number; seq: bigint; process: string };

const MOST = 2n ** 62n;
const newest = (at: number): Edge => ({ at, seq: MOST, process: '~' });

type Block = { wanted: CallsWanted; edge: Edge; down: number };

const BLOCK = reading<CallRow>(
  'request-log-block',
  `select ${CALL_COLUMNS}, case when $11::int is null then null else k.bodies end as bodies
   from (
     select * from request_log
     where account_id = $1 and last_at > $2 and last_at <= $3
       and (last_at, last_seq, process) < ($3, $4::bigint, $5::text)
       and ($6::timestamptz is null or first_at < $6)
       and (not $7::boolean or failed > 0)
       and ($8::int is null or $8 = any (keys))
       and ($9::text is null or $9 = any (actions))
       and ($10::int is null or exists (select from unnest(statuses) s where s / 100 = $10))
       and ($11::int is null or $11 = any (names))
     order by last_at desc, last_seq desc, process desc limit ${ROWS_AT_A_TIME}
   ) k left join lateral ${CALLS_OF} on
     (not $7 or c.error <> '') and ($8 is null or c.key_id = $8) and ($9 is null or c.action = $9)
     and ($10 is null or c.status / 100 = $10) and ($11 is null or c.name = $11)
     and ($6 is null or k.first_at + c.at * interval '1 ms' < $6)
     and ($12::timestamptz is null or k.first_at + c.at * interval '1 ms' >= $12)`,
);

async function readBlock(db: Db, accountId: number, { wanted, edge, down }: Block) {
  const { onlyErrors = false, requestId } = wanted;
  const rows = await db.rows(BLOCK, [
    accountId,
    new Date(down),
    new Date(edge.at),
    String(edge.seq),
    edge.process,
    wanted.until ?? null,
    onlyErrors,
    wanted.keyId ?? null,
    wanted.action ?? null,
    wanted.statusClass ?? null,
    requestId === undefined ? null : nameOf(requestId),
    wanted.from ?? null,
  ]);
  const seen = new Map(rows.map((row) => [`${row.process} ${row.last_seq}`, row]));
  const last = [...seen.values()].reduce<CallRow | undefined>(lowest, undefined);
  const calls = rows.filter((row) => row.seq !== null && isNamed(row, requestId));
  const next = seen.size < ROWS_AT_A_TIME ? undefined : last && edgeAt(last);
  return { calls, next };
}

const edgeAt = (row: CallRow): Edge => ({
  at: row.last_at.getTime(),
  seq: row.last_seq,
  process: row.process,
});

const lowest = (one: CallRow | undefined, other: CallRow): CallRow =>
  one === undefined || compare(edgeAt(other), edgeAt(one)) < 0 ? other : one;

const compare = (one: Edge, other: Edge): number =>
  one.at - other.at ||
  Number(one.seq - other.seq) ||
  (one.process < other.process ? -1 : one.process > other.process ? 1 : 0);

/** Numbers of two ids may be the same; their texts are not. */
function isNamed({ bodies, place }: CallRow, requestId: string | undefined): boolean {
  if (requestId === undefined || !bodies) return true;
  const params = bodiesOf(bodies)[Number(place) - 1]?.params ?? [];
  return params.some(([name, value]) => name === 'request_id' && value === requestId);
}

function pageOf(
  rows: CallRow[],
  { limit, isOver, edge }: { limit: number; isOver: boolean; edge: Edge },
): CallPage {
  const sorted = rows.toSorted((one, other) => compare(placeOf(other), placeOf(one)));
  const shown = sorted.slice(0, limit);
  const last = shown.at(-1);
  const isFull = sorted.length > limit;
  const older =
    isFull && last ? cursorText(placeOf(last)) : isOver ? null : cursorText(newest(edge.at));
  const calls = shown.map(toCall);
  return { calls, older, searchedTo: isFull || isOver ? null : new Date(edge.at) };
}

const placeOf = ({ at, seq, process }: CallRow): Edge => ({
  at: at.getTime(),
  seq: seq ?? 0n,
  process,
});

const isBefore = (row: CallRow, start: Edge | undefined): boolean =>
  start === undefined || compare(placeOf(row), start) < 0;

const cursorText = ({ at, seq, process }: Edge): string => `${at}.${seq}.${process}`;

/** A text that is none is no place at all: the list begins with the newest. */
function cursorOf(text: string | undefined): Edge | undefined {
  const [, at, seq, process] = /^(\d{1,14})\.(\d{1,19})\.([0-9a-z~]{1,20})$/.exec(text ?? '') ?? [];
  if (at === undefined || seq === undefined || process === undefined) return undefined;
  return { at: Number(at), seq: BigInt(seq), process };
}

function passes(call: LoggedCall, filter: CallsWanted): boolean {
  const { keyId, action, statusClass, onlyErrors = false, from, until } = filter;
  return (
    (keyId === undefined || call.keyId === keyId) &&
    (action === undefined || call.action === action) &&
    (statusClass === undefined || Math.floor(call.status / 100) === statusClass) &&
    (!onlyErrors || call.error !== null) &&
    (from === undefined || call.at >= from) &&
    (until === undefined || call.at < until)
  );
}
