import { answerWishes, takeWishes } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { adapterOf, type Provider } from '#providers/index.ts';
import { findProviderOrders } from './find-provider-orders.ts';

const BATCH = 100;
const ASK_AGAIN_MS = 2 * 60_000;

/**
 * Tells a provider which of its orders customers wish to cancel. That it takes the wish is noted;
 * the order ends only when its status says so. Answers how many wishes were passed on.
 */
export async function passWishes(app: App, provider: Provider): Promise<number> {
  const now = new Date(app.clock.now());
  const sentBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  const orderIds = await app.transact((tx) =>
    takeWishes(tx, { providerId: provider.id, limit: BATCH, now, sentBefore }),
  );
  const names = await findProviderOrders(app.db, orderIds);
  if (names.size === 0) return 0;
  const answer = await adapterOf(app, provider).cancel([...names.values()]);
  if (!answer.ok && !answer.refused) return names.size;
  const answers = [...names].flatMap(([orderId, name]) => {
    if (!answer.ok) return [{ orderId, taken: false, note: answer.error }];
    const said = answer.value.get(name);
    if (said === undefined) return [];
    return [{ orderId, taken: said === 'taken', note: said === 'taken' ? null : said.error }];
  });
  await app.transact((tx) => answerWishes(tx, answers, new Date(app.clock.now())));
  return names.size;
}
