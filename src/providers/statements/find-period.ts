import { AppError } from '#lib/errors.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { Period } from './statement.ts';

const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 35 * DAY_MS; // a month, should no day of it have been clean
// Endings are seen within three hours at the latest: until then a balance cannot be judged.
const SETTLES_MS = 3 * 3_600_000;

export type PeriodOptions = {
  now: Date;
  /** Begins so many days ago, instead of where nothing was open the last time. */
  days?: number;
  /** Ends with the newest balance, though some orders may still be on their way. */
  fresh?: boolean;
};

type Balance = { at: Date; balance: bigint };

const UNTIL = reading<Balance>(
  'statement-balance-until',
  `select at, balance from provider_balances where provider_id = $1 and at <= $2
   order by at desc limit 1`,
);

const SINCE = reading<Balance>(
  'statement-balance-since',
  `select at, balance from provider_balances where provider_id = $1 and at >= $2
   order by at limit 1`,
);

const CLEAN = reading<Balance>(
  'statement-clean',
  `select s.until_at as at, s.closing as balance from provider_statements s
   where s.provider_id = $1 and s.clean and s.until_at < $2 and not exists (
     select from statement_differences d
     where d.provider_id = s.provider_id and d.settled_at is null and d.first_seen_at <= s.created_at)
   order by s.until_at desc limit 1`,
);

/** The balances that a statement goes from and to. Refuses `not_found` where there are not two. */
export async function findPeriod(
  db: Db,
  providerId: number,
  { now, days, fresh = false }: PeriodOptions,
): Promise<Period> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const [closing] = await db.rows(UNTIL, [providerId, fresh ? now : ago(SETTLES_MS)]);
  if (!closing) throw noBalance();
  const [clean] = days === undefined ? await db.rows(CLEAN, [providerId, closing.at]) : [];
  const since = days === undefined ? LONGEST_MS : days * DAY_MS;
  const earliest = new Date(closing.at.getTime() - since);
  const [first] = clean ? [] : await db.rows(SINCE, [providerId, earliest]);
  const opening = clean ?? first;
  if (!opening || opening.at >= closing.at) throw noBalance();
  return {
    from: opening.at,
    until: closing.at,
    opening: opening.balance,
    closing: closing.balance,
    clean: clean !== undefined,
  };
}

const noBalance = (): AppError =>
  new AppError(
    'not_found',
    'there are no two balances to compare yet: the worker asks for one every ten minutes, and they ' +
      'are judged three hours later',
  );
