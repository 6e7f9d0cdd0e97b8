import { findProviderOrders, readPace } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { adapterOf, type Answer, type Provider } from '#providers/index.ts';
import { changeRefills, type RefillChange } from './change-refills.ts';
import { takeRefills, type DueRefill } from './take-refills.ts';

const AT_ONCE = 10;
const MARGIN_MS = 15_000;
const ASK_AGAIN_MS = 10 * 60_000; // providers keep one refill per order, so asking twice is safe
const FIRST_LOOK_MS = 10_000;
const TAKES_NONE = 'The provider takes no refills';

const WAITING = reading<{ id: number }>(
  'refills-waiting',
  `select r.id from refills r join orders o on o.id = r.order_id
   where r.status = 'pending' and r.provider_refill_id is null and o.provider_id = $1
   order by r.id limit 100`,
);

/**
 * Passes new refills on to their provider; where it takes none they are rejected at once. Answers
 * how many.
 */
export async function sendRefills(app: App, provider: Provider): Promise<number> {
  if (!provider.refill) return rejectAll(app, provider);
  const pace = readPace(app, provider.id, 'refill');
  if (!pace.free()) return 0;
  const now = new Date(app.clock.now());
  const askedAgainAt = new Date(now.getTime() + provider.timeoutMs + MARGIN_MS);
  const limit = pace.sized(AT_ONCE);
  const take = { providerId: provider.id, sent: false, limit, now, askedAgainAt };
  const refills = await app.transact((tx) => takeRefills(tx, take));
  if (refills.length === 0) return 0;
  const names = await findProviderOrders(
    app.db,
    refills.map((one) => one.orderId),
  );
  const adapter = adapterOf(app, provider);
  const answers = await Promise.all(
    refills.map(async (refill) => {
      const name = names.get(refill.orderId);
      return name === undefined ? NOBODY : await adapter.refill(name);
    }),
  );
  // A refusal of one refill is an answer: only silence asks for rest.
  pace.heard({ ok: answers.some((answer) => answer.ok || answer.refused) }, refills.length);
  const later = new Date(app.clock.now());
  const changes = refills.map((refill, at) =>
    changeOf(refill, answers[at] ?? NOBODY, provider, later),
  );
  await app.transact((tx) => changeRefills(tx, changes, later));
  return refills.length;
}

const NOBODY = { ok: false, refused: true, error: 'no provider has this order' } as const;

function changeOf(
  { id }: DueRefill,
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
  const status = answer.refused ? 'rejected' : null;
  return { id, status, note: answer.error, dueAt: later(ASK_AGAIN_MS), source };
}

function rejectAll(app: App, provider: Provider): Promise<number> {
  const now = new Date(app.clock.now());
  return app.transact(async (tx) => {
    const rows = await tx.rows(WAITING, [provider.id]);
    const change = { status: 'rejected', note: TAKES_NONE, dueAt: now } as const;
    const changes = rows.map(({ id }) => ({ id, ...change, source: 'system:worker' }));
    return (await changeRefills(tx, changes, now)).size;
  });
}
