import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSchedule } from './schedule.ts';

const at = (text: string) => new Date(`2026-${text}Z`);
const only = (crontab: string) => {
  const [task] = parseSchedule(crontab).tasks;
  assert.ok(task);
  return task;
};

test('a task is due at the minutes of its line, in UTC', () => {
  const nightly = only('17 3 * * * check-books');
  assert.equal(nightly.task, 'check-books');
  assert.deepEqual(nightly.dueBefore(at('11-22T03:16:59')), at('11-21T03:17:00'));
  assert.deepEqual(nightly.dueBefore(at('11-22T03:17:00')), at('11-22T03:17:00'));
  assert.deepEqual(nightly.dueAfter(at('11-22T03:17:00')), at('11-23T03:17:00'));
  const often = only('*/5 * * * * sweep-limits');
  assert.deepEqual(often.dueBefore(at('11-22T12:04:59')), at('11-22T12:00:00'));
  assert.deepEqual(often.dueAfter(at('11-22T23:59:00')), at('11-23T00:00:00'));
  const weekly = only('0 6 * * 1 weekly');
  assert.deepEqual(weekly.dueAfter(at('11-22T12:00:00')), at('11-23T06:00:00'));
});

test('a task has one job at a time, tries six times, and is made up for if it is seldom due', () => {
  const { items } = parseSchedule('17 3 * * * check-books\n*/5 * * * * sweep-limits');
  assert.deepEqual(
    items.map(({ options: { maxAttempts, jobKey, backfillPeriod } }) => [
      maxAttempts,
      jobKey,
      backfillPeriod,
    ]),
    [
      [6, 'check-books', 86_400_000],
      [6, 'sweep-limits', 0],
    ],
  );
});

test('a line that is never due is refused', () => {
  assert.throws(() => parseSchedule('0 0 31 2 * never'), /never is never due/);
});
