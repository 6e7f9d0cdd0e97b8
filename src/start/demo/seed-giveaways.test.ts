import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPrizes, drawDueGiveaways, listGiveaways } from '#promotions/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addEntrants, seedGiveaways } from './seed-giveaways.ts';

test('A demo has a giveaway to enter, and soon one that was drawn', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  await seedGiveaways(app, await app.transact(addEntrants));
  clock.move(60_000);
  await drawDueGiveaways(app);
  const [open, drawn, ...more] = await listGiveaways(app);
  assert.deepEqual([open?.state, open?.winners.length], ['open', 0]);
  assert.deepEqual([drawn?.state, drawn?.winners.length, more], ['drawn', 3, []]);
  assert.deepEqual([open?.entries, drawn?.entries], [12, 12]);
  assert.deepEqual(await checkPrizes(app.db), []);
});
