import { takeNews, watchBalances, writeLetters } from '#notifications/index.ts';
import type { App } from '#platform/app.ts';
import { startLoop, type Loop } from './loop.ts';
import { watchTurn } from './watch-turn.ts';

const IDLE_MS = 1_000; // a bell may ring a second late
const BALANCES_EVERY_MS = 15_000; // one look at all wallets with an alert

const STUCK = {
  kind: 'notifications.stuck',
  subject: 'notifications',
  text: 'Nobody has been told of anything for a minute',
} as const;

/** Turns what happened into news, and news that are due into mails. */
export function startNotifications(app: App): Loop {
  const take = watchTurn(app, STUCK, () => takeNews(app));
  let lookedAt = 0;
  return startLoop({ name: 'notifications', idleMs: IDLE_MS, log: app.log }, async () => {
    if (app.clock.now() - lookedAt >= BALANCES_EVERY_MS) {
      lookedAt = app.clock.now();
      await watchBalances(app);
    }
    const taken = await take();
    return taken + (await writeLetters(app)) > 0;
  });
}
