import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { REGISTER, type Rule } from './register.ts';

/**
 * Takes out of accounts that were closed 30 days ago whom they were of, as the register has it:
 * what the books need stays, under a number. Each account is one transaction; answers how many.
 */
export async function eraseClosed(app: App): Promise<number> {
  const due = await app.db
    .selectFrom('account_closings')
    .select('account_id')
    .where('erased_at', 'is', null)
    .where('erase_at', '<=', new Date(app.clock.now()))
    .orderBy('erase_at')
    .execute();
  for (const { account_id: accountId } of due) {
    await app.transact((tx) => erase(tx, accountId, new Date(app.clock.now())));
  }
  return due.length;
}

// Last of all whom rows are found by, and rows before those that they refer to.
const IN_ORDER = [...REGISTER].toReversed();

async function erase(tx: Tx, accountId: number, now: Date): Promise<void> {
  for (const rule of IN_ORDER) {
    if (rule.erased !== 'kept') await tx.run(statementOf(rule), [accountId]);
  }
  await tx
    .updateTable('account_closings')
    .set({ erased_at: now })
    .where('account_id', '=', accountId)
    .execute();
}

function statementOf({ table, where, erased }: Rule) {
  if (erased === 'row') return writing(`erase-${table}`, `delete from ${table} where ${where}`);
  const sets = Object.entries(erased).map(([column, value]) => `${column} = ${value}`);
  return writing(`erase-${table}`, `update ${table} set ${sets.join(', ')} where ${where}`);
}
