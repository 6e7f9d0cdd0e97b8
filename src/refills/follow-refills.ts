import { readPace } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import { adapterOf, type Provider, type Refusal, type ReportedRefill } from '#providers/index.ts';
import { changeRefills, type RefillChange } from './change-refills.ts';
import { takeRefills, type DueRefill } from './take-refills.ts';

const BATCH = 100;
const MARGIN_MS = 15_000;
const YOUNG_MS = 10 * 60_000;
const YOUNG_EVERY_MS = 15_000;
const EVERY_MS = 10 * 60_000; // refills take hours

/** Asks one provider what became of refills that it took. Answers how many were asked about. */
export async function followRefills(app: App, provider: Provider): Promise<number> {
  const pace = readPace(app, provider.id, 'refill_status');
  if (!pace.free()) return 0;
  const now = new Date(app.clock.now());
  const askedAgainAt = new Date(now.getTime() + provider.timeoutMs + MARGIN_MS);
  const take = { providerId: provider.id, sent: true, limit: pace.sized(BATCH), now, askedAgainAt };
  const refills = await app.transact((tx) => takeRefills(tx, take));
  if (refills.length === 0) return 0;
  const names = refills.map((one) => one.providerRefillId ?? '');
  const answer = await adapterOf(app, provider).refillStatuses(names);
  pace.heard(answer, refills.length);
  if (!answer.ok) return refills.length;
  const source = `provider:${provider.id}`;
  const later = new Date(app.clock.now());
  const changes = refills.map((refill) =>
    changeOf(refill, answer.value.get(refill.providerRefillId ?? ''), source, later),
  );
  await app.transact((tx) => changeRefills(tx, changes, later));
  return refills.length;
}

function changeOf(
  { id, requestedAt }: DueRefill,
  report: ReportedRefill | Refusal | undefined,
  source: string,
  now: Date,
): RefillChange {
  const young = now.getTime() - requestedAt.getTime() < YOUNG_MS;
  const dueAt = new Date(now.getTime() + (young ? YOUNG_EVERY_MS : EVERY_MS));
  const nothing = { id, status: null, dueAt, source };
  if (report === undefined || report === 'unclear') return nothing;
  if (typeof report === 'object') return { ...nothing, note: report.error };
  return { ...nothing, status: report };
}
