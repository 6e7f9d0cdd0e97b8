import { answerWishes, refuseWishes, takeWishes } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { adapterOf, type Provider } from '#providers/index.ts';
import { findProviderOrders } from './find-provider-orders.ts';
import { readPace } from './read-pace.ts';

const BATCH = 100; // the de-facto limit of a call
const ASK_AGAIN_MS = 2 * 60_000;
const TAKES_NONE = 'The provider takes no cancels';

/**
 * Tells a provider which of its orders customers wish to cancel. That it takes the wish is noted;
 * the order ends only when its status says so. At a provider that cannot, wishes are refused at
 * once. Answers how many wishes were passed on.
 */
export async function passWishes(app: App, provider: Provider): Promise<number> {
  const now = new Date(app.clock.now());
  if (!provider.cancel) {
    await app.transact((tx) =>
      refuseWishes(tx, { providerId: provider.id, note: TAKES_NONE, now }),
    );
    return 0;
  }
  const pace = readPace(app, provider.id, 'cancel');
  if (!pace.free()) return 0;
  const sentBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  const limit = pace.sized(BATCH);
  const orderIds = await app.transact((tx) =>
    takeWishes(tx, { providerId: provider.id, limit, now, sentBefore }),
  );
  const names = await findProviderOrders(app.db, orderIds);
  if (names.size === 0) return 0;
  const answer = await adapterOf(app, provider).cancel([...names.values()]);
  // An error that answers a list is about no order of it; the next list is shorter.
  const refused = !answer.ok && answer.refused && names.size === 1;
  pace.heard(refused ? { ok: true } : answer, names.size);
  if (!answer.ok && !refused) return names.size;
  const answers = [...names].flatMap(([orderId, name]) => {
    if (!answer.ok) return [{ orderId, taken: false, note: answer.error }];
    const said = answer.value.get(name);
    if (said === undefined) return [];
    return [{ orderId, taken: said === 'taken', note: said === 'taken' ? null : said.error }];
  });
  const told = { source: `provider:${provider.id}`, now: new Date(app.clock.now()) };
  await app.transact((tx) => answerWishes(tx, answers, told));
  return names.size;
}
