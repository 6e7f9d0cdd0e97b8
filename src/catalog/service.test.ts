import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { reading } from '#platform/db/statement.ts';
import { DELIVERY_METHODS, QUANTITY_FROM, SERVICE_TYPES, takesRuns } from './service.ts';

const LABELS = reading<{ label: string }>(
  'test.enum-labels',
  'select unnest(enum_range(null::service_type))::text as label',
);
const METHODS = reading<{ label: string }>(
  'test.delivery-labels',
  'select unnest(enum_range(null::delivery_method))::text as label',
);

test('the types and delivery methods are those of the database, in its order', async () => {
  await using app = await openTestApp();
  const types = await app.db.rows(LABELS);
  assert.deepEqual(
    types.map((row) => row.label),
    SERVICE_TYPES,
  );
  assert.equal(SERVICE_TYPES.length, 16);
  const methods = await app.db.rows(METHODS);
  assert.deepEqual(
    methods.map((row) => row.label),
    DELIVERY_METHODS,
  );
});

test('the quantity of each type comes from where the contract says', () => {
  const of = (source: string) => SERVICE_TYPES.filter((type) => QUANTITY_FROM[type] === source);
  assert.deepEqual(of('min'), ['Package', 'Custom Comments Package']);
  assert.deepEqual(of('comments'), ['Custom Comments', 'Comment Replies']);
  assert.deepEqual(of('usernames'), ['Mentions Custom List']);
  assert.deepEqual(of('none'), ['Subscriptions']);
  assert.equal(of('given').length, 10);
});

test('runs and interval belong to two types only', () => {
  assert.deepEqual(SERVICE_TYPES.filter(takesRuns), ['Default', 'Web Traffic']);
});
