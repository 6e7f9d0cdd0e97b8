import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { listProviders } from '../list-providers.ts';
import { checkStatement } from './check-statement.ts';
import { findPeriod } from './find-period.ts';

/** Checks the statement of every provider that told two balances; one that fails stops no other. */
export async function checkStatements(app: App): Promise<void> {
  const failures: unknown[] = [];
  for (const provider of await listProviders(app.db)) {
    try {
      const period = await findPeriod(app.db, provider.id, { now: new Date(app.clock.now()) });
      await checkStatement(app, provider, period);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'not_found') failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'statements were not checked');
}
