import { findProviderOrders } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import { adapterOf, type Answer, type Provider } from '#providers/index.ts';
import { changeRefills, type RefillChange } from './change-refills.ts';
import { takeRefills, type DueRefill } from './take-refills.ts';

const AT_ONCE = 10;
const MARGIN_MS = 15_000;
const ASK_AGAIN_MS = 10 * 60_000; // providers keep one refill per order, so asking twice is safe
const FIRST_LOOK_MS = 10_000;
const PATIENCE_MS = 3 * 24 * 3_600_000;

/** Passes new refills on to their provider. Answers how many. */
export async function sendRefills(app: App, provider: Provider): Promise<number> {
  const now = new Date(app.clock.now());
  const askedAgainAt = new Date(now.getTime() + provider.timeoutMs + MARGIN_MS);
  const take = { providerId: provider.id, sent: false, limit: AT_ONCE, now, askedAgainAt };
  const refills = await app.transact((tx) => takeRefills(tx, take));
  const names = await findProviderOrders(
    app.db,
    refills.map((one) => one.orderId),
  );
  const adapter = adapterOf(app, provider);
  const changes = await Promise.all(
    refills.map(async (refill) => {
      const name = names.get(refill.orderId);
      const answer = name === undefined ? NOBODY : await adapter.refill(name);
      return changeOf(refill, answer, provider, new Date(app.clock.now()));
    }),
  );
  await app.transact((tx) => changeRefills(tx, changes, new Date(app.clock.now())));
  return refills.length;
}

const NOBODY = { ok: false, refused: true, error: 'no provider has this order' } as const;

function changeOf(
  { id, requestedAt }: DueRefill,
  answer: Answer<{ refillId: string }>,
  provider: Provider,
  now: Date,
): RefillChange {
  const source = `provider:${provider.id}`;
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (answer.ok) {
    const { refillId: providerRefillId } = answer.value;
    return { id, status: 'in_progress', providerRefillId, dueAt: later(FIRST_LOOK_MS), source };
  }
  const tooOld = now.getTime() - requestedAt.getTime() > PATIENCE_MS;
  const status = answer.refused || tooOld ? 'rejected' : null;
  return { id, status, note: answer.error, dueAt: later(ASK_AGAIN_MS), source };
}
