import type { App } from '../app.ts';
import { reading } from '../db/statement.ts';
import { clearNotices } from './clear-notices.ts';
import type { Notice } from './notice.ts';
import { raiseNotices } from './raise-notices.ts';
import { logNotices } from './tell.ts';

const OPEN = reading<{ subject: string }>(
  'notices-open',
  'select subject from notices where kind = $1 and cleared_at is null',
);

/**
 * Makes what is open of a kind just what is given: raises and logs what is new, clears what is
 * over, leaves the rest alone. For whoever looks at the whole again and again.
 */
export async function settleNotices(
  app: App,
  kind: string,
  notices: readonly Omit<Notice, 'kind'>[],
  by: string,
): Promise<void> {
  const open = new Set((await app.db.rows(OPEN, [kind])).map(({ subject }) => subject));
  const wanted = new Set(notices.map(({ subject }) => subject));
  const fresh = notices.filter(({ subject }) => !open.has(subject));
  const over = [...open].filter((subject) => !wanted.has(subject));
  if (fresh.length + over.length === 0) return;
  const now = new Date(app.clock.now());
  const raised = await app.transact(async (tx) => {
    await clearNotices(tx, kind, over, { now, by });
    const full = fresh.map((one) => ({ kind, ...one }));
    return raiseNotices(tx, full, now);
  });
  logNotices(app, raised);
}
