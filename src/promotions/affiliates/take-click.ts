import { writing } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';
import { readRules } from './rules.ts';
import { readTicket, sealTicket } from './ticket.ts';

const AGAIN_AFTER_MS = 86_400_000; // somebody who comes back within a day is one click

const COUNT = writing(
  'affiliate-click',
  `insert into affiliate_clicks (affiliate_id, day, clicks) values ($1, $2, 1)
   on conflict (affiliate_id, day) do update set clicks = affiliate_clicks.clicks + 1`,
);

/**
 * Counts a visit by somebody's link, and answers what to remember it by and for how long: the last
 * link counts. Nothing of the visitor is kept. Null: nobody has this code, or there is no programme.
 */
export async function takeClick(
  app: App,
  code: string,
  remembered: string | undefined,
): Promise<{ ticket: string; maxAgeS: number } | null> {
  if (!/^[a-z0-9]{8}$/.test(code)) return null;
  const [rules, affiliate] = await Promise.all([
    readRules(app.db),
    app.db
      .selectFrom('affiliates as f')
      .innerJoin('accounts as a', 'a.id', 'f.account_id')
      .select('f.account_id')
      .where('f.code', '=', code)
      .where('a.suspended_at', 'is', null)
      .executeTakeFirst(),
  ]);
  if (!rules?.active || !affiliate) return null;
  const { account_id: affiliateId } = affiliate;
  const now = app.clock.now();
  const before = readTicket(app.vault, remembered);
  const isAgain = before?.affiliateId === affiliateId && now - before.clickedAt < AGAIN_AFTER_MS;
  if (!isAgain) {
    const day = new Date(now).toISOString().slice(0, 10);
    await app.transact((tx) => tx.run(COUNT, [affiliateId, day]));
  }
  const ticket = sealTicket(app.vault, { affiliateId, clickedAt: now });
  return { ticket, maxAgeS: rules.windowDays * 86_400 };
}
