import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { numbers } from '#platform/db/array-literal.ts';
import type { CallBody } from './call.ts';
import type { PackedCall } from './pack-call.ts';

/** A row of the log: calls of one account that one process answered within moments. */
export type Chunk = {
  accountId: number;
  process: string;
  firstAt: number;
  lastAt: number;
  lastSeq: number;
  calls: readonly PackedCall[];
};

const LONGEST_SPAN_MS = 10_000; // request_log_spans_are_short; readers count on it
const MOST_CALLS = 500; // 100 kB of bodies: what showing one call may have to unpack
const MOST_CHARACTERS = 256 * 1_024;
const DAY_MS = 24 * 60 * 60_000;

/** Calls by account, in their order, cut where a row would span a midnight or too much. */
export function chunkCalls(calls: readonly PackedCall[]): Chunk[] {
  return [...Map.groupBy(calls, (call) => `${call.accountId} ${call.process}`).values()].flatMap(
    (own) => cutUp(own.toSorted((one, other) => one.at - other.at || one.seq - other.seq)),
  );
}

function cutUp(calls: readonly PackedCall[]): Chunk[] {
  const chunks: Chunk[] = [];
  let gathered: PackedCall[] = [];
  let characters = 0;
  const close = () => {
    const [first] = gathered;
    const last = gathered.at(-1);
    if (!first || !last) return;
    chunks.push({
      accountId: first.accountId,
      process: first.process,
      firstAt: first.at,
      lastAt: last.at,
      lastSeq: Math.max(...gathered.map(({ seq }) => seq)),
      calls: gathered,
    });
    [gathered, characters] = [[], 0];
  };
  for (const call of calls) {
    const first = gathered[0]?.at ?? call.at;
    const isFull = gathered.length === MOST_CALLS || characters >= MOST_CHARACTERS;
    if (isFull || call.at - first > LONGEST_SPAN_MS || dayOf(call.at) !== dayOf(first)) close();
    gathered.push(call);
    characters += call.body.length;
  }
  close();
  return chunks;
}

const dayOf = (at: number): number => Math.floor(at / DAY_MS);

// A window of 8 kB and little memory: as small as with all of it, and three times as fast on little.
const DEFLATE = { level: 1, memLevel: 6, windowBits: 13 };

/** The values of a row, in the order of its columns. */
export function rowOf({ calls, ...chunk }: Chunk): unknown[] {
  const placed = calls.flatMap((call) => (call.orderId && !call.isRepeat ? call.orderId : []));
  const repeated = calls.flatMap((call) => (call.orderId && call.isRepeat ? call.orderId : []));
  return [
    chunk.accountId,
    chunk.process,
    Math.min(...calls.map(({ seq }) => seq)),
    chunk.lastSeq,
    new Date(chunk.firstAt),
    new Date(chunk.lastAt),
    placed.length === 0 ? null : Math.min(...placed),
    placed.length === 0 ? null : Math.max(...placed),
    repeated.length === 0 ? null : numbers(repeated),
    calls.filter(({ error }) => error !== '').length,
    numbers(calls.map(({ seq }) => seq)),
    numbers(calls.map(({ at }) => at - chunk.firstAt)),
    numbers(calls.map(({ tookUs }) => tookUs)),
    numbers(calls.map(({ keyId }) => keyId)),
    texts(calls.map(({ action }) => action)),
    numbers(calls.map(({ status }) => status)),
    texts(calls.map(({ error }) => error)),
    numbers(calls.map(({ orderId }) => orderId)),
    `{${calls.map(({ isRepeat }) => (isRepeat ? 't' : 'f')).join(',')}}`,
    numbers(calls.map(({ name }) => name)),
    deflateRawSync(`[${calls.map(({ body }) => body).join(',')}]`, DEFLATE),
  ];
}

const texts = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** What `rowOf` put together. */
export function bodiesOf(bytes: Buffer): CallBody[] {
  const kept = JSON.parse(inflateRawSync(bytes).toString()) as KeptBody[];
  return kept.map((body) => ({ ...body, headers: pairsOf(body.headers) }));
}

type KeptBody = Omit<CallBody, 'headers'> & { headers: readonly string[] };

const pairsOf = (headers: readonly string[]): [string, string][] =>
  headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []));
