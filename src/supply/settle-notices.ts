import { suppliedHeld } from '#catalog/index.ts';
import { clearNotices } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { heldOfferOf } from './held-offer.ts';

/** Clears what was said of holds and pauses that are over, however they ended. */
export async function settleNotices(tx: Tx, over: { now: Date; by: string }): Promise<void> {
  const open = await tx
    .selectFrom('notices')
    .select(['kind', 'subject'])
    .where('cleared_at', 'is', null)
    .where('kind', 'in', ['service.held', 'route.paused'])
    .execute();
  if (open.length === 0) return;
  const lasting = await lastingSubjects(tx);
  for (const kind of ['service.held', 'route.paused'] as const) {
    const subjects = open
      .filter((notice) => notice.kind === kind && !lasting[kind].has(notice.subject))
      .map((notice) => notice.subject);
    await clearNotices(tx, kind, subjects, over);
  }
}

async function lastingSubjects(tx: Tx) {
  const stopped = await suppliedHeld(tx);
  const held = stopped.filter((service) => service.heldAt !== null);
  const paused = stopped
    .flatMap((service) => service.routes)
    .filter((route) => route.pausedCauses.length > 0);
  return {
    'service.held': new Set([
      ...held.map((service) => `service:${service.id}`),
      ...held.map((service) => `provider:${heldOfferOf(service)?.providerId}`),
    ]),
    'route.paused': new Set(paused.map((route) => `provider:${route.providerId}`)),
  };
}
