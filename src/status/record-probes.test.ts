import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { App } from '#platform/app.ts';
import { listNotices } from '#platform/notices/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';
import { noteStatus } from './note-status.ts';
import { readStatus, type ComponentStatus } from './read-status.ts';
import { recordProbes } from './record-probes.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Component, type ProbeState } from './status.ts';
import { sweepStatus } from './sweep-status.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * MINUTE_MS);

/** One letter a minute from noon on: up, degraded, Down; a dot is a minute that nobody measured. */
async function live(app: App, days: string, component: Component = 'api', from = 0): Promise<void> {
  const states: Record<string, ProbeState> = { u: 'up', d: 'degraded', D: 'down' };
  for (const [n, letter] of days.split('').entries()) {
    const state = states[letter];
    if (!state) continue;
    const probe = { component, state, tookMs: 10 + n, minute: at(from + n) };
    await app.transact((tx) => recordProbes(tx, [probe]));
  }
}

async function statusOf(app: App, component: Component, now: Date): Promise<ComponentStatus> {
  const { components } = await readStatus(app.db, now);
  return components.find((one) => one.component === component) as ComponentStatus;
}

test('Minutes become hours and days, and what nobody measured counts as nothing', async () => {
  await using app = await openTestApp();
  await live(app, 'uuuD.....dd');
  const { days, hours, minutes, uptimeBp, state, tookMs } = await statusOf(app, 'api', at(10));
  assert.deepEqual(days.at(-1), {
    at: new Date('2026-11-20T00:00:00Z'),
    ...{ up: 3, degraded: 2, down: 1, slowestMs: 20 },
  });
  assert.deepEqual(hours.at(-1), { ...days.at(-1), at: new Date('2026-11-20T12:00:00Z') });
  assert.equal(days.filter(Boolean).length, 1);
  // 5 of the 6 minutes with data, and not 5 of the 1,440 of the day.
  assert.deepEqual([minutes, uptimeBp], [6, 8_333]);
  assert.deepEqual([state, tookMs], ['degraded', 20]);
});

test('Without a probe for three minutes there is no data, whatever was known before', async () => {
  await using app = await openTestApp();
  await live(app, 'uuu');
  assert.equal((await statusOf(app, 'api', at(4))).state, 'up');
  assert.equal((await statusOf(app, 'api', at(5))).state, null);
  const mail = await statusOf(app, 'mail', at(4));
  assert.deepEqual([mail.state, mail.uptimeBp, mail.minutes], [null, null, 0]);
  assert.ok(mail.days.every((day) => day === undefined));
});

test('One minute down in thousands is never rounded up to a whole hundred percent', async () => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    await tx
      .insertInto('status_rollups')
      .values({
        ...{ component: 'api', span: 'day', at: new Date('2026-11-19T00:00:00Z') },
        ...{ up: 129_599, degraded: 0, down: 1, slowest_ms: null },
      })
      .execute();
  });
  assert.equal((await statusOf(app, 'api', at(0))).uptimeBp, 9_999);
});

test('What several processes find in one minute is one row, in between where they differ', async () => {
  await using app = await openTestApp();
  await live(app, 'uuD');
  await live(app, 'uDD');
  const { days, minutes } = await statusOf(app, 'api', at(2));
  assert.equal(minutes, 3);
  assert.deepEqual([days.at(-1)?.up, days.at(-1)?.degraded, days.at(-1)?.down], [1, 1, 1]);
});

test('A day that ends is a row of its own, and old minutes are forgotten without changing it', async () => {
  await using app = await openTestApp();
  await live(app, 'uD', 'api', -12 * 60 - 1); // the last minute of the day before, the first of this
  const before = (await statusOf(app, 'api', at(0))).days;
  assert.deepEqual(
    before.slice(-2).map((day) => [day?.up, day?.down]),
    [
      [1, 0],
      [0, 1],
    ],
  );
  const later = new Date(NOON + 20 * DAY_MS);
  await app.transact((tx) => sweepStatus(tx, later));
  assert.deepEqual(await app.db.selectFrom('status_probes').selectAll().execute(), []);
  const { days, hours } = await statusOf(app, 'api', later);
  assert.equal(days.filter(Boolean).length, 2);
  assert.equal(hours.filter(Boolean).length, 0);
});

const incidents = async (app: App, now: Date) => (await readStatus(app.db, now)).incidents;

test('Three failed minutes open one incident, three good ones close it, and the operator hears', async () => {
  await using app = await openTestApp();
  await live(app, 'uDDuuDD');
  assert.deepEqual(await incidents(app, at(6)), []);
  await live(app, 'DDD', 'api', 7);
  const [open, ...more] = await incidents(app, at(9));
  assert.ok(open && more.length === 0);
  assert.deepEqual([open.component, open.worst, open.closedAt], ['api', 'down', null]);
  assert.deepEqual(open.openedAt, at(5));
  assert.equal(
    (await listNotices(app.db)).filter(({ kind }) => kind === 'status.incident').length,
    1,
  );
  await live(app, 'uuDuu', 'api', 10);
  assert.equal((await incidents(app, at(14)))[0]?.closedAt, null);
  await live(app, 'u', 'api', 15);
  assert.deepEqual((await incidents(app, at(15)))[0]?.closedAt, at(13));
  assert.deepEqual(await listNotices(app.db), []);
});

test('What is slow for a quarter of an hour is an incident, and grows worse when it fails', async () => {
  await using app = await openTestApp();
  await live(app, 'd'.repeat(14), 'webhooks');
  assert.deepEqual(await incidents(app, at(14)), []);
  await live(app, 'd', 'webhooks', 14);
  assert.equal((await incidents(app, at(14)))[0]?.worst, 'degraded');
  await live(app, 'DDD', 'webhooks', 15);
  assert.equal((await incidents(app, at(17)))[0]?.worst, 'down');
});

test('A pool that lacks a provider for hours is no incident; one without any is', async () => {
  await using app = await openTestApp();
  await live(app, 'd'.repeat(20), 'providers');
  assert.deepEqual(await incidents(app, at(20)), []);
  await live(app, 'DDD', 'providers', 20);
  assert.equal((await incidents(app, at(23))).length, 1);
});

test('Failures on both sides of a gap are not one failure', async () => {
  await using app = await openTestApp();
  await live(app, 'DD......D');
  assert.deepEqual(await incidents(app, at(9)), []);
});

test('An outage of the database is known when it is back, incident included', async () => {
  await using app = await openTestApp();
  const minutes = 'uDDDDDuuu'.split('').map((letter, n) => ({
    component: 'database' as const,
    state: letter === 'u' ? ('up' as const) : ('down' as const),
    tookMs: null,
    minute: at(n),
  }));
  await app.transact((tx) => recordProbes(tx, minutes));
  await app.transact((tx) => recordProbes(tx, minutes)); // the answer to the commit was lost
  const [incident, ...more] = await incidents(app, at(9));
  assert.deepEqual([incident?.openedAt, incident?.closedAt, more], [at(1), at(6), []]);
  assert.equal((await statusOf(app, 'database', at(9))).days.at(-1)?.down, 5);
});

test('What an operator says stands with its incident, or by itself; without a name', async () => {
  await using app = await openTestApp();
  const actor = { kind: 'operator', name: 'Ada' } as const;
  await live(app, 'DDD');
  const [incident] = await incidents(app, at(3));
  const note = (text: string, incidentId?: number) =>
    app.transact((tx) => noteStatus(tx, { text, actor, ...(incidentId && { incidentId }) }, at(4)));
  await note('A disk is being replaced.', incident?.id);
  await note('Maintenance on Sunday from 02:00 to 03:00 UTC.');
  const status = await readStatus(app.db, new Date(NOON + HOUR_MS));
  assert.deepEqual(status.incidents[0]?.notes, [{ at: at(4), text: 'A disk is being replaced.' }]);
  assert.equal(status.notes.length, 1);
  assert.doesNotMatch(JSON.stringify(status), /Ada/);
  await assert.rejects(note('x', 999), { code: 'not_found' });
  await assert.rejects(note('  '), { code: 'invalid_parameter' });
});

test('How many webhook messages arrived is counted over those of the last hour that were ended', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const ended = { delivered: 3, exhausted: 1 } as const;
  await app.transact(async (tx) => {
    const { id } = await tx
      .insertInto('webhook_endpoints')
      .values({
        ...{ account_id: accountId, url: 'https://example.com/', events: ['order.completed'] },
        secret_sealed: Buffer.of(1),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const row = (message: string, status: 'delivered' | 'exhausted' | 'pending', when: Date) => ({
      ...{ endpoint_id: id, message, status, due_at: when, created_at: when },
      finished_at: status === 'pending' ? null : when,
    });
    const rows = Object.entries(ended).flatMap(([status, count]) =>
      Array.from({ length: count }, (_, n) =>
        row(`${status} ${n}`, status as keyof typeof ended, at(-n)),
      ),
    );
    const others = [row('waits', 'pending', at(0)), row('old', 'exhausted', at(-61))];
    await tx
      .insertInto('webhook_deliveries')
      .values([...rows, ...others])
      .execute();
  });
  const { deliveries } = await readStatus(app.db, at(0));
  assert.deepEqual(deliveries, { ended: 4, delivered: 3 });
});
