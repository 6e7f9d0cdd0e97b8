import { perApp, type App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { NEWS } from './event.ts';
import { BREATH_MS, letterAt, type Pace } from './letter-times.ts';
import { gathered, MOST_DETAILS, type News } from './news.ts';
import { readHappenings } from './read-happenings.ts';
import { readWays } from './read-ways.ts';

// What a turn found nothing in is remembered, and written down when it has become this much.
const MOST_UNWRITTEN = 1_000n;

const WINDOW = reading<{ cursor: string; horizon: string }>(
  'notification-window',
  `select xid::text as cursor, pg_snapshot_xmin(pg_current_snapshot())::text as horizon
   from notification_cursor`,
);

/**
 * Makes news of everything that was committed since the last time, as each account wants it, and
 * moves the cursor in the same transaction: nothing is left out and nothing is counted twice,
 * whoever is killed. Answers how many pieces were written.
 */
export async function takeNews(app: App): Promise<number> {
  let written = 0;
  for (;;) {
    const turn = await takeTurn(app);
    written += turn.written;
    if (turn.done) return written;
  }
}

/** How far this process has looked and found nothing; lost with it, at the cost of another look. */
const looked = perApp(() => ({ untilXid: 0n }));

async function takeTurn(app: App): Promise<{ written: number; done: boolean }> {
  const memory = looked(app);
  const [window] = await app.db.rows(WINDOW);
  if (!window) return { written: 0, done: true };
  const cursor = BigInt(window.cursor);
  const from = cursor > memory.untilXid ? cursor : memory.untilXid;
  if (from >= BigInt(window.horizon)) return { written: 0, done: true };
  const range = { fromXid: String(from), untilXid: window.horizon };
  const now = new Date(app.clock.now());
  const { happenings, untilXid } = await readHappenings(app.db, range, now);
  const news = gathered(happenings);
  const until = BigInt(untilXid);
  const done = untilXid === window.horizon;
  if (news.length > 0 || until - cursor >= MOST_UNWRITTEN) {
    const told = await sort(app.db, news, now);
    const won = await app.transact((tx) => write(tx, { from, untilXid, ...told, now }));
    if (!won) return { written: 0, done: true };
  }
  memory.untilXid = until;
  return { written: news.length, done };
}

type Line = News & { pace: Pace; dueAt: Date };
type Told = { shown: News[]; lines: Line[] };

const ZONES = reading<{ accountId: number; timeZone: string }>(
  'notification-zones',
  `select distinct on (account_id) account_id as "accountId", time_zone as "timeZone" from users
   where account_id = any ($1::int[]) order by account_id, created_at, id`,
);

/** Which way each piece goes. Mails of what is locked leave with the change itself. */
async function sort(db: Db, news: readonly News[], now: Date): Promise<Told> {
  const accountIds = [...new Set(news.map(({ accountId }) => accountId))];
  const waysOf = await readWays(db, accountIds);
  const zones = new Map(
    (await db.rows(ZONES, [numbers(accountIds)])).map((row) => [row.accountId, row.timeZone]),
  );
  const lines = news.flatMap((piece): Line[] => {
    const { mail } = waysOf(piece.accountId, piece.event);
    if (mail === 'off' || NEWS[piece.event].locked) return [];
    const zone = zones.get(piece.accountId) ?? 'UTC';
    return [{ ...piece, pace: mail, dueAt: letterAt(mail, now, zone) }];
  });
  return { shown: news.filter((piece) => waysOf(piece.accountId, piece.event).inApp), lines };
}

const TAKE = writing<{ xid: string }>(
  'notification-cursor-take',
  'select xid::text from notification_cursor for update skip locked',
);
const MOVE = writing('notification-cursor-move', 'update notification_cursor set xid = $1::xid8');

const GIVEN = `jsonb_to_recordset($1::jsonb) as given (account_id int, pace mail_pace, event text,
     subject text, times int, details jsonb, first_at timestamptz, last_at timestamptz, due_at timestamptz)`;
const JOIN = (table: string) => `times = ${table}.times + excluded.times,
     details = jsonb_path_query_array(${table}.details || excluded.details, '$[0 to ${MOST_DETAILS - 1}]'),
     first_at = least(${table}.first_at, excluded.first_at),
     last_at = greatest(${table}.last_at, excluded.last_at)`;

const SHOW = writing(
  'notifications-show',
  `insert into notifications (account_id, event, subject, times, details, first_at, last_at)
   select account_id, event, subject, times, details, first_at, last_at from ${GIVEN}
   order by account_id, first_at
   on conflict (account_id, event, subject) where read_at is null do update set ${JOIN('notifications')}`,
);

const PLAN = writing(
  'notification-letters-plan',
  `insert into notification_letters as l (account_id, pace, due_at)
   select account_id, pace, min(due_at) from ${GIVEN} group by account_id, pace
   on conflict (account_id, pace) do update set due_at = coalesce(l.due_at,
     case when l.pace = 'now' then greatest(excluded.due_at, l.last_at + $2::interval)
       else excluded.due_at end)`,
);

const ADD = writing(
  'notification-lines-add',
  `insert into notification_lines (account_id, pace, event, subject, times, details, first_at, last_at)
   select account_id, pace, event, subject, times, details, first_at, last_at from ${GIVEN}
   on conflict (account_id, pace, event, subject) do update set ${JOIN('notification_lines')}`,
);

/** False when another process was there first. */
async function write(
  tx: Tx,
  turn: Told & { from: bigint; untilXid: string; now: Date },
): Promise<boolean> {
  const [taken] = await tx.run(TAKE);
  if (!taken || BigInt(taken.xid) > turn.from) return false;
  if (turn.shown.length > 0) await tx.run(SHOW, [rowsOf(turn.shown)]);
  if (turn.lines.length > 0) {
    const rows = rowsOf(turn.lines);
    await tx.run(PLAN, [rows, `${BREATH_MS} milliseconds`]);
    await tx.run(ADD, [rows]);
  }
  await tx.runLast(MOVE, [turn.untilXid]);
  return true;
}

const rowsOf = (pieces: readonly (News & Partial<Line>)[]): string =>
  JSON.stringify(
    pieces.map(({ accountId, pace, event, subject, times, details, firstAt, lastAt, dueAt }) => ({
      ...{ account_id: accountId, pace, event, subject, times, details },
      ...{ first_at: firstAt, last_at: lastAt, due_at: dueAt },
    })),
  );
