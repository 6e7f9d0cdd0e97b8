import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import {
  clearNotice,
  clearNotices,
  listNotices,
  raiseNotices,
  settleNotices,
  sweepNotices,
  tell,
  type Notice,
} from './index.ts';

const NOTICE: Notice = {
  kind: 'provider.down',
  subject: 'provider:3',
  severity: 'warning',
  text: 'It does not answer.',
};

test('A notice is new once, counted while it is open, and new again after it was cleared', async () => {
  await using app = await openTestApp();
  const now = new Date(app.clock.now());
  const raise = (notice: Notice) => app.transact((tx) => raiseNotices(tx, [notice], now));
  assert.deepEqual(await raise(NOTICE), [NOTICE]);
  assert.deepEqual(await raise({ ...NOTICE, severity: 'info', text: 'Still.' }), []);
  const [open, ...others] = await listNotices(app.db);
  assert.deepEqual(others, []);
  assert.equal(open?.times, 2);
  assert.equal(open?.severity, 'warning');
  assert.equal(open?.text, 'Still.');
  await app.transact((tx) =>
    clearNotices(tx, NOTICE.kind, [NOTICE.subject], { now, by: 'system:test' }),
  );
  assert.deepEqual(await listNotices(app.db), []);
  assert.deepEqual(await raise(NOTICE), [NOTICE]);
});

/** The App, and what it logs. */
function listening(app: App): { app: App; said: string[] } {
  const said: string[] = [];
  const at = (level: string) => (_fields: unknown, text: string) =>
    void said.push(`${level}: ${text}`);
  const log = { info: at('info'), warn: at('warn'), error: at('error') } as unknown as App['log'];
  return { app: { ...app, log }, said };
}

test('What is told is logged once, as loud as it is grave', async () => {
  await using shop = await openTestApp();
  const { app, said } = listening(shop);
  const urgent: Notice = { ...NOTICE, kind: 'order.unknown', severity: 'urgent', text: 'Look.' };
  await tell(app, [NOTICE, urgent]);
  await tell(app, [NOTICE]);
  await tell(app, []);
  assert.deepEqual(said.toSorted(), ['error: Look.', 'warn: It does not answer.']);
});

test('What is settled is open afterwards, and nothing else of its kind', async () => {
  await using shop = await openTestApp();
  const { app, said } = listening(shop);
  const settle = (subjects: string[]) =>
    settleNotices(
      app,
      'job.missed',
      subjects.map((subject) => ({ subject, severity: 'warning', text: subject })),
      'system:test',
    );
  const open = async () =>
    (await listNotices(app.db)).map(({ kind, subject, times }) => `${kind} ${subject} ${times}`);
  await tell(app, [NOTICE]);
  await settle(['a', 'b']);
  await settle(['b', 'c']);
  await settle(['b', 'c']);
  assert.deepEqual((await open()).toSorted(), [
    'job.missed b 1',
    'job.missed c 1',
    'provider.down provider:3 1',
  ]);
  await settle([]);
  assert.deepEqual(await open(), ['provider.down provider:3 1']);
  assert.deepEqual(said, ['warn: It does not answer.', 'warn: a', 'warn: b', 'warn: c']);
});

test('A notice is cleared by its number, once', async () => {
  await using app = await openTestApp();
  const done = { now: new Date(app.clock.now()), by: 'operator:test' };
  await tell(app, [NOTICE]);
  const [open] = await listNotices(app.db);
  const clear = () => app.transact((tx) => clearNotice(tx, open?.id ?? 0n, done));
  assert.deepEqual(await clear(), { kind: 'provider.down', subject: 'provider:3' });
  await assert.rejects(clear(), { code: 'not_found' });
});

test('A notice is kept for a quarter after it was cleared, and for ever while it is open', async () => {
  await using app = await openTestApp();
  const before = (days: number) => new Date(app.clock.now() - days * 86_400_000);
  await app.transact(async (tx) => {
    for (const days of [89, 91, 400]) {
      const subject = `${days}`;
      await raiseNotices(tx, [{ ...NOTICE, subject }], before(days));
      if (days < 400)
        await clearNotices(tx, NOTICE.kind, [subject], { now: before(days), by: 'x' });
    }
    await sweepNotices(tx, before(0));
  });
  const left = await app.db.selectFrom('notices').select('subject').orderBy('id').execute();
  assert.deepEqual(left, [{ subject: '89' }, { subject: '400' }]);
});
