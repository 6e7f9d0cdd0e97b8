import { isAppError, type AppError } from '#lib/errors.ts';
import type { Item } from '../dialects/dialect.ts';
import type { AskedId } from '#lib/params/ids.ts';

// Each item is a transaction: a batch must not take all connections of the pool.
const AT_ONCE = 2;

/**
 * Does one thing for each id, a few at a time, and keeps the refusals beside the results. An id
 * that is asked for twice is handled once.
 */
export async function each<Result>(
  asked: readonly AskedId[],
  notFound: () => AppError,
  act: (id: number) => Promise<Result>,
): Promise<Item<Result>[]> {
  const results = new Map<number, Result | AppError>();
  const todo = new Set(asked.flatMap((one) => one.id ?? []));
  const rest = todo.values();
  const work = async () => {
    for (const id of rest) results.set(id, await act(id).catch(refusalOf));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return asked.map((one) => {
    const result = one.id === undefined ? undefined : results.get(one.id);
    return { asked: one, result: result ?? notFound() };
  });
}

function refusalOf(error: unknown): AppError {
  if (isAppError(error) && error.code !== 'internal' && error.code !== 'unavailable') return error;
  throw error;
}
