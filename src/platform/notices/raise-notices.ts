import { writing } from '../db/statement.ts';
import type { Tx } from '../db/types.ts';
import type { Notice } from './notice.ts';

const RAISE = writing<{ kind: string; subject: string }>(
  'notices-raise',
  `with raised as (
     insert into notices as n (kind, subject, severity, text, first_at, last_at)
     select kind, subject, severity, text, $5, $5
     from unnest($1::text[], $2::text[], $3::notice_severity[], $4::text[])
       as given (kind, subject, severity, text)
     order by kind, subject
     on conflict (kind, subject) where cleared_at is null do update set
       severity = greatest(n.severity, excluded.severity), text = excluded.text,
       times = n.times + 1, last_at = excluded.last_at
     returning n.kind, n.subject, n.times
   )
   select kind, subject from raised where times = 1`,
);

/** Tells the operator; one that is open already is counted again. Answers those that are new. */
export async function raiseNotices(
  tx: Tx,
  notices: readonly Notice[],
  now: Date,
): Promise<Notice[]> {
  if (notices.length === 0) return [];
  const byName = new Map(notices.map((one) => [`${one.kind} ${one.subject}`, one]));
  const given = [...byName.values()];
  const fresh = await tx.run(RAISE, [
    given.map((one) => one.kind),
    given.map((one) => one.subject),
    given.map((one) => one.severity),
    given.map((one) => one.text.slice(0, 1000)),
    now,
  ]);
  return fresh.flatMap(({ kind, subject }) => byName.get(`${kind} ${subject}`) ?? []);
}
