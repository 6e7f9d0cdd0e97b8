import { checkLedger, type Finding } from '#ledger/index.ts';
import type { Db } from '#platform/db/types.ts';
import { checkOrders } from './check-orders.ts';
import { checkRisks } from './check-risks.ts';

export type Books = { ok: boolean; findings: Finding[] };

/** Every invariant of the money there is; `ok` is that none is broken. Reads all of the books. */
export async function checkBooks(db: Db): Promise<Books> {
  const findings = [
    ...(await checkLedger(db)),
    ...(await checkOrders(db)),
    ...(await checkRisks(db)),
  ];
  return { ok: findings.length === 0, findings };
}
