import { clearNotices, raiseNotices } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { isWorse, MINUTE_MS, type Component, type ProbeState } from './status.ts';

type Minute = { minute: Date; state: ProbeState };

export type Verdict =
  | { kind: 'opens'; at: Date; worst: 'degraded' | 'down' }
  | { kind: 'worsens' }
  | { kind: 'closes'; at: Date }
  | { kind: 'stays' };

// Figures of our own: one failed minute is noise, three in a row are seen by customers. What is
// only slow may take longer to prove it. A pool that lacks a provider is not an incident at all.
const DOWN_MINUTES = 3;
const DEGRADED_MINUTES = 15;
const WELL_MINUTES = 3;
const NEVER_FOR_DEGRADED: ReadonlySet<Component> = new Set(['providers']);
const LOOK_BACK_MS = 30 * MINUTE_MS;
const LARGEST_GAP_MS = 2 * MINUTE_MS; // beyond it nobody knows what was in between

/** What the last minutes, newest first, make of a component with or without an open incident. */
export function judge(
  component: Component,
  minutes: readonly Minute[],
  open: { worst: ProbeState } | undefined,
): Verdict {
  const run = (isIn: (state: ProbeState) => boolean): Minute[] => {
    const end = minutes.findIndex(
      ({ state, minute }, at) =>
        !isIn(state) ||
        (at > 0 && Number(minutes[at - 1]?.minute) - minute.getTime() > LARGEST_GAP_MS),
    );
    return minutes.slice(0, end === -1 ? minutes.length : end);
  };
  const well = run((state) => state === 'up');
  const down = run((state) => state === 'down');
  const bad = run((state) => state !== 'up');
  if (open) {
    const first = well.at(-1);
    if (well.length >= WELL_MINUTES && first) return { kind: 'closes', at: first.minute };
    return down.length >= DOWN_MINUTES && isWorse('down', open.worst)
      ? { kind: 'worsens' }
      : { kind: 'stays' };
  }
  const [firstDown, firstBad] = [down.at(-1), bad.at(-1)];
  if (down.length >= DOWN_MINUTES && firstDown) {
    return { kind: 'opens', at: firstDown.minute, worst: 'down' };
  }
  if (bad.length < DEGRADED_MINUTES || !firstBad || NEVER_FOR_DEGRADED.has(component)) {
    return { kind: 'stays' };
  }
  return { kind: 'opens', at: firstBad.minute, worst: 'degraded' };
}

/** Opens, worsens and closes incidents of these components by the minutes up to `now`. */
export async function settleIncidents(
  tx: Tx,
  components: ReadonlySet<Component>,
  now: Date,
): Promise<void> {
  for (const component of components) {
    const minutes = await tx
      .selectFrom('status_probes')
      .select(['minute', 'state'])
      .where('component', '=', component)
      .where('minute', '>', new Date(now.getTime() - LOOK_BACK_MS))
      .where('minute', '<=', now)
      .orderBy('minute', 'desc')
      .execute();
    const open = await tx
      .selectFrom('status_incidents')
      .select(['id', 'worst'])
      .where('component', '=', component)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    await carryOut(tx, component, judge(component, minutes, open), now);
  }
}

async function carryOut(tx: Tx, component: Component, verdict: Verdict, now: Date): Promise<void> {
  const open = tx
    .updateTable('status_incidents')
    .where('component', '=', component)
    .where('closed_at', 'is', null);
  if (verdict.kind === 'worsens') await open.set({ worst: 'down' }).execute();
  if (verdict.kind === 'closes') {
    await open.set({ closed_at: verdict.at }).execute();
    await clearNotices(tx, 'status.incident', [component], { now, by: 'system:status' });
  }
  if (verdict.kind === 'opens') {
    const { at, worst } = verdict;
    // A minute that is recorded again has had its incident.
    const known = await tx
      .selectFrom('status_incidents')
      .select('id')
      .where('component', '=', component)
      .where('opened_at', '<=', at)
      .where('closed_at', '>', at)
      .executeTakeFirst();
    if (known) return;
    await tx
      .insertInto('status_incidents')
      .values({ component, worst, opened_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const text = `The status page shows an incident: ${component} is ${worst}. Say what is done: notpanel status note`;
    const notice = { kind: 'status.incident', subject: component, text } as const;
    await raiseNotices(tx, [{ ...notice, severity: 'warning' }], now);
  }
}
