import { requestIdOf, type LoggedCall } from './call.ts';

/** A call as it stands in the arrays of a row; all of it is null for a row that has none to show. */
export type CallRow = {
  process: string;
  last_at: Date;
  last_seq: bigint;
  seq: bigint | null;
  at: Date;
  took_us: number;
  key_id: number;
  action: string;
  status: number;
  error: string;
  order_id: number;
  repeat: boolean;
  /** From 1, its place in the row. */
  place: bigint;
  bodies: Buffer | null;
};

/** The columns of a `CallRow` but the bodies, from a row `k` of the log and a call `c` of it. */
export const CALL_COLUMNS = `k.process, k.last_at, k.last_seq, c.seq,
  k.first_at + c.at * interval '1 ms' as at, c.took_us, c.key_id, c.action, c.status, c.error,
  c.order_id, c.repeat, c.place`;

/** Every call of a row `k`, aligned. */
export const CALLS_OF = `unnest(k.seqs, k.ats, k.took_us, k.keys, k.actions, k.statuses, k.errors,
    k.orders, k.repeats, k.names) with ordinality
  as c (seq, at, took_us, key_id, action, status, error, order_id, repeat, name, place)`;

export const toCall = (row: CallRow): LoggedCall => ({
  requestId: requestIdOf(row.process, row.seq ?? 0),
  at: row.at,
  tookUs: row.took_us,
  keyId: row.key_id,
  action: row.action === '' ? null : row.action,
  status: row.status,
  error: row.error === '' ? null : row.error,
  orderId: row.order_id === 0 ? null : row.order_id,
  isRepeat: row.repeat,
});
