import type { App } from '../app.ts';
import { writing } from '../db/statement.ts';
import { admit, type Claim, type Window } from './admit.ts';
import type { LimitStore, Shared } from './limit-store.ts';

// Both keep to the order of subjects, so that two processes never wait for each other in a ring.
// The table is unlogged, so the commit waits for no disk.
const COUNT = writing<{ subject: string; minute: number; used: number }>(
  'count_rate_windows',
  `insert into rate_windows as w (subject, minute, used)
   select subject, $2::int, used from unnest($1::text[], $3::int[]) as asked (subject, used)
    order by subject collate "C"
   on conflict (subject) do update set
     minute = case when w.minute = excluded.minute + 1 then w.minute else excluded.minute end,
     used = excluded.used
       + case when w.minute in (excluded.minute, excluded.minute + 1) then w.used else 0 end
   returning subject, minute, used`,
);

const GIVE_BACK = writing(
  'give_back_rate_windows',
  `update rate_windows w set used = w.used - back.used
     from unnest($1::text[], $2::int[]) as back (subject, used)
    where w.subject = back.subject`,
);

/**
 * A row per subject in the panel's own database. It decides exactly because the rows stay locked
 * until what was refused has been given back.
 */
export const openPostgresStore = (app: App): LimitStore => ({
  take: (claims, minute, told) => takeInPostgres(app, claims, minute, told),
});

async function takeInPostgres(
  app: App,
  claims: readonly Claim[],
  minute: number,
  told: (subject: string) => number,
): Promise<Shared> {
  const asked = countClaims(claims);
  const subjects = [...asked.keys()];
  const counts = subjects.map((subject) => (asked.get(subject) ?? 0) + told(subject));
  return app.transact(async (tx) => {
    const rows = await tx.run(COUNT, [subjects, minute, counts]);
    const windows = new Map<string, Window>();
    for (const { subject, minute: counted, used } of rows) {
      const before = used - (asked.get(subject) ?? 0);
      windows.set(subject, { minute: counted, used: before, unshared: 0 });
    }
    const decisions = admit(claims, (subject) => windows.get(subject) as Window);
    const refused = rows.filter((row) => row.used !== windows.get(row.subject)?.used);
    if (refused.length > 0) {
      const back = refused.map((row) => row.used - (windows.get(row.subject)?.used ?? 0));
      await tx.run(GIVE_BACK, [refused.map((row) => row.subject), back]);
    }
    for (const window of windows.values()) window.unshared = 0;
    return { decisions, windows };
  });
}

function countClaims(claims: readonly Claim[]): Map<string, number> {
  const asked = new Map<string, number>();
  for (const claim of claims) {
    for (const { subject } of claim) asked.set(subject, (asked.get(subject) ?? 0) + 1);
  }
  return asked;
}
