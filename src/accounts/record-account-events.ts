import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { AccountEvent } from './account-event.ts';

const RECORD = writing(
  'account-events-record',
  `insert into account_events (account_id, type, subject, data, at)
   select *, $5::timestamptz from unnest($1::int[], $2::text[], $3::text[], $4::jsonb[])`,
);

/** Keeps what happened, in the transaction in which it does: the account's people are told of it. */
export async function recordAccountEvents(
  tx: Tx,
  events: readonly AccountEvent[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  await tx.run(RECORD, [
    events.map(({ accountId }) => accountId),
    events.map(({ type }) => type),
    events.map(({ subject }) => subject.slice(0, 80)),
    events.map(({ data }) => (data === undefined ? null : JSON.stringify(data))),
    now,
  ]);
}
