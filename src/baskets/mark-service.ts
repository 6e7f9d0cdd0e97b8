import { AppError } from '#lib/errors.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type ServiceMark = { accountId: number; serviceId: number; now: Date } & (
  | { favourite: boolean }
  | { hidden: boolean }
  | { note: string }
);

const LONGEST_NOTE = 500; // service_marks_note_is_short
const MOST_MARKS = 2_000; // read with each page of the form

const COUNT = reading<{ marks: number; known: boolean }>(
  'service-marks-count',
  `select (select count(*)::int from service_marks where account_id = $1) as marks,
     exists (select from services where id = $2) as known`,
);

/**
 * Makes a service a favourite of the account, hides it from its lists, or writes the account's own
 * note on it; a favourite is not hidden and the other way round. Refuses `service_not_found`,
 * `invalid_parameter` (a note beyond 500 characters) and `conflict` beyond 2,000 services.
 */
export async function markService(tx: Tx, mark: ServiceMark): Promise<void> {
  const { accountId, serviceId } = mark;
  const [found] = await tx.rows(COUNT, [accountId, serviceId]);
  if (!found?.known) throw new AppError('service_not_found', 'Service not found');
  if (found.marks >= MOST_MARKS) throw new AppError('conflict', 'too many services are marked');
  const set = columnsOf(mark);
  await tx
    .insertInto('service_marks')
    .values({ account_id: accountId, service_id: serviceId, ...set })
    .onConflict((one) => one.columns(['account_id', 'service_id']).doUpdateSet(set))
    .execute();
}

function columnsOf(mark: ServiceMark) {
  if ('favourite' in mark) {
    return mark.favourite ? { favourite_at: mark.now, hidden_at: null } : { favourite_at: null };
  }
  if ('hidden' in mark) {
    return mark.hidden ? { hidden_at: mark.now, favourite_at: null } : { hidden_at: null };
  }
  const note = mark.note.trim();
  if (note.length <= LONGEST_NOTE && note.isWellFormed() && !note.includes('\0')) return { note };
  throw new AppError('invalid_parameter', `at most ${LONGEST_NOTE} characters`, {
    parameter: 'note',
  });
}
