import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { systemClock } from '#lib/clock.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';
import type { AnsweredCall } from './call.ts';
import { percentile } from './durations.ts';
import {
  listCalls,
  readUsage,
  recordCall,
  writeCalls,
  type CallFilter,
  type LoggedCall,
} from './index.ts';

const HOUR_MS = 3_600_000;
const now = Math.floor(systemClock.now() / HOUR_MS) * HOUR_MS;

type Kept = { requestId: string; at: number; seq: number; process: string } & Pick<
  AnsweredCall,
  'keyId' | 'action' | 'tookUs'
> & { status: number; isError: boolean; name: string | undefined };

/** Calls of two processes that overlap, over three hours, written in pieces. */
async function fill(app: TestApp, accountId: number, seed: number): Promise<Kept[]> {
  const chance = fc.sample(fc.double({ min: 0, max: 0.999, noNaN: true }), {
    seed,
    numRuns: 3_000,
  });
  let drawn = 0;
  const pick = <Of>(from: readonly Of[]): Of =>
    from[Math.floor((chance[(drawn += 1) % chance.length] as number) * from.length)] as Of;
  const kept: Kept[] = [];
  for (let seq = 1; seq <= 600; seq += 1) {
    const process = pick(['0a', '0b']);
    const late = Math.floor((600 - seq) ** 2 / 36) * 1_000; // thick at the end, thin before
    const at = now - late - Math.floor(pick([0, 0, 0.1, 3.7, 8]) * 1_000);
    const status = pick([200, 200, 200, 400, 429, 503]);
    const isError = status >= 400 || pick([true, false, false]);
    const name = pick([undefined, 'mine', 'yours']);
    const action = pick(['add', 'add', 'status', undefined]);
    const call = {
      ...{ requestId: `req_${process}-${seq.toString(36)}`, at, action },
      ...{ keyId: pick([1, 2]), tookUs: pick([40, 900, 20_000]) },
    };
    kept.push({ ...call, seq, process, status, isError, name });
    recordCall(app, {
      ...{ ...call, accountId, dialect: 'classic', ip: '203.0.113.9', method: 'GET' },
      ...{ contentType: undefined, userAgent: undefined },
      fields: new Map(name === undefined ? [] : [['request_id', name]]),
      answer: { status, body: isError ? '{"error":"No"}' : '{}' },
    });
    if (pick([true, false, false, false, false, false])) await writeCalls(app);
  }
  await writeCalls(app);
  return kept.sort(
    (one, other) =>
      other.at - one.at || other.seq - one.seq || (other.process < one.process ? -1 : 1),
  );
}

const FILTERS: Readonly<Record<string, [CallFilter, (call: Kept) => boolean]>> = {
  nothing: [{}, () => true],
  key: [{ keyId: 2 }, ({ keyId }) => keyId === 2],
  action: [{ action: 'status' }, ({ action }) => action === 'status'],
  class: [{ statusClass: 4 }, ({ status }) => status >= 400 && status < 500],
  errors: [{ onlyErrors: true }, ({ isError }) => isError],
  name: [{ requestId: 'mine' }, ({ name }) => name === 'mine'],
  range: [
    { from: new Date(now - HOUR_MS), until: new Date(now - HOUR_MS / 4) },
    ({ at }) => at >= now - HOUR_MS && at < now - HOUR_MS / 4,
  ],
  several: [
    { keyId: 1, action: 'add', onlyErrors: true, from: new Date(now - 2 * HOUR_MS) },
    ({ keyId, action, isError, at }) =>
      keyId === 1 && action === 'add' && isError && at >= now - 2 * HOUR_MS,
  ],
};

test('Pages put together are every call that passes the filter, once and in order', async () => {
  await using app = await openTestApp();
  for (const seed of [1, 2]) {
    const accountId = await openAccount(app);
    const kept = await fill(app, accountId, seed);
    for (const [name, [filter, passes]] of Object.entries(FILTERS)) {
      for (const limit of [7, 50]) {
        const paged = await allPages(app, accountId, { ...filter, limit });
        const wanted = kept.filter(passes).map(({ requestId }) => requestId);
        assert.deepEqual(
          paged.map(({ requestId }) => requestId),
          wanted,
          `${name} by ${limit}`,
        );
      }
    }
  }
});

async function allPages(
  app: TestApp,
  accountId: number,
  wanted: CallFilter & { limit: number },
): Promise<LoggedCall[]> {
  const calls: LoggedCall[] = [];
  for (let before: string | undefined; ;) {
    const page = await listCalls(app.db, accountId, { ...wanted, before, now: new Date(now) });
    calls.push(...page.calls);
    assert.ok(page.calls.length <= wanted.limit);
    if (page.older === null) return calls;
    before = page.older;
  }
}

test('The counts of the hours are those of the calls', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const kept = await fill(app, accountId, 3);
  const from = new Date(now - 4 * HOUR_MS);
  const until = new Date(now + HOUR_MS);
  const usage = await readUsage(app.db, accountId, { from, until, stepMs: HOUR_MS });
  assert.equal(usage.total.calls, 600);
  for (const { at, calls, failed, limited, byAction } of usage.steps) {
    const own = kept.filter((call) => Math.floor(call.at / HOUR_MS) * HOUR_MS === at.getTime());
    assert.equal(calls, own.length);
    assert.equal(failed, own.filter(({ isError }) => isError).length);
    assert.equal(limited, own.filter(({ status }) => status === 429).length);
    const adds = own.filter(({ action }) => action === 'add').length;
    assert.equal(byAction['add'] ?? 0, adds);
  }
  const one = await readUsage(app.db, accountId, { from, until, stepMs: 24 * HOUR_MS, keyId: 1 });
  const own = kept.filter(({ keyId }) => keyId === 1);
  assert.equal(one.total.calls, own.length);
  const sorted = own.map(({ tookUs }) => tookUs).sort((first, second) => first - second);
  const median = sorted[Math.ceil(sorted.length / 2) - 1] as number;
  const ratio = (one.total.p50Us ?? 0) / median;
  assert.ok(ratio > 0.84 && ratio < 1.19, `${ratio}`);
});

test('A percentile is within a bucket of the call that it names', () => {
  assert.equal(percentile([], 0.5), null);
  assert.equal(percentile([0, 0, 0], 0.5), null);
  assert.equal(percentile([1], 0.99), percentile([7], 0.5));
  assert.ok((percentile([1, 1, 1, 1], 0.99) ?? 0) > (percentile([1, 1, 1, 1], 0.5) ?? 0));
});
