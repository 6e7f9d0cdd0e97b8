import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openTestApp } from '#test/support/database.ts';
import { numbers } from './array-literal.ts';
import { reading } from './statement.ts';

const SAME = reading<{ same: (bigint | null)[] }>(
  'test-array',
  `select coalesce(array_agg(n order by place), '{}') as same
   from unnest($1::bigint[]) with ordinality as i (n, place)`,
);

const numbersAndNulls = fc.array(
  fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { nil: null }),
  { maxLength: 50 },
);

test('numbers reach Postgres as they are, with nulls among them, or none at all', async () => {
  await using app = await openTestApp();
  await fc.assert(
    fc.asyncProperty(numbersAndNulls, async (values) => {
      const [row] = await app.db.rows(SAME, [numbers(values)]);
      assert.deepEqual(
        row?.same.map((one) => (one === null ? null : BigInt(one))),
        values,
      );
    }),
  );
});
