import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { clearNotices, listNotices, raiseNotices, type Notice } from './index.ts';

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
