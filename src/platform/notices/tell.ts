import type { App } from '../app.ts';
import type { NoticeSeverity } from '../db/schema.ts';
import type { Notice } from './notice.ts';
import { raiseNotices } from './raise-notices.ts';

const LEVELS = { info: 'info', warning: 'warn', urgent: 'error' } as const satisfies Record<
  NoticeSeverity,
  string
>;

/** Raises notices in a transaction of their own, and logs those that are new. */
export async function tell(app: App, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const now = new Date(app.clock.now());
  logNotices(app, await app.transact((tx) => raiseNotices(tx, notices, now)));
}

/** For those that were raised together with what they tell of, once that is committed. */
export function logNotices({ log }: Pick<App, 'log'>, fresh: readonly Notice[]): void {
  for (const { kind, subject, severity, text } of fresh) {
    log[LEVELS[severity]]({ notice: kind, subject }, text);
  }
}
