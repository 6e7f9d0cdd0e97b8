import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** What an account keeps of services; ids, each list as it is shown. */
export type ServiceMarks = {
  /** The first one first. */
  favourites: readonly number[];
  hidden: ReadonlySet<number>;
  notes: ReadonlyMap<number, string>;
  /** Ordered by the form, the last one first. */
  used: readonly number[];
};

type Row = {
  id: number;
  favouriteAt: Date | null;
  hidden: boolean;
  usedAt: Date | null;
  note: string;
};

const READ = reading<Row>(
  'service-marks',
  `select service_id as id, favourite_at as "favouriteAt", hidden_at is not null as hidden,
     used_at as "usedAt", note
   from service_marks where account_id = $1`,
);

export async function readMarks(db: Db, accountId: number): Promise<ServiceMarks> {
  const rows = await db.rows(READ, [accountId]);
  return {
    favourites: byTime(rows, 'favouriteAt').map(({ id }) => id),
    hidden: new Set(rows.flatMap(({ id, hidden }) => (hidden ? [id] : []))),
    notes: new Map(rows.flatMap(({ id, note }) => (note === '' ? [] : [[id, note]]))),
    used: byTime(rows, 'usedAt')
      .map(({ id }) => id)
      .toReversed(),
  };
}

function byTime(rows: readonly Row[], at: 'favouriteAt' | 'usedAt'): Row[] {
  const time = (row: Row): number => row[at]?.getTime() ?? 0;
  return rows.filter((row) => row[at] !== null).sort((a, b) => time(a) - time(b) || a.id - b.id);
}
