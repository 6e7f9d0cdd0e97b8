import { isAppError } from '#lib/errors.ts';
import { CommitUnknown } from '#platform/db/database.ts';

/** The code of a refusal; a commit whose answer was lost may have happened or not. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof CommitUnknown) return 'lost';
      if (isAppError(error) && error.code !== 'internal') return error.code;
      throw error;
    },
  );
