import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { reading, writing } from './statement.ts';

const ADD = writing('test-add', `insert into settings (name, value) values ($1, '1')`);
const COUNT = reading<{ n: number }>('test-count', 'select count(*)::int as n from settings');
const WRITE_BY_READING = reading(
  'test-sneak',
  `insert into settings (name, value) values ('x', '1')`,
);
const WHERE_AM_I = reading<{ xid: string | null; inside: boolean }>(
  'test-inside',
  `select pg_current_xact_id_if_assigned()::text as xid, now() <> statement_timestamp() as inside`,
);

describe('a transaction', () => {
  test('keeps all of its writes or none', async () => {
    await using app = await openTestApp();
    await app.transact((tx) => tx.run(ADD, ['a']));
    await assert.rejects(
      app.transact(async (tx) => {
        await tx.run(ADD, ['b']);
        throw new Error('no');
      }),
      { message: 'no' },
    );
    assert.deepEqual(await app.db.rows(COUNT), [{ n: 1 }]);
  });

  test('is open for reads that go out with its begin', async () => {
    await using app = await openTestApp();
    const inside = await app.transact(async (tx) => {
      const [one] = await tx.rows(WHERE_AM_I);
      const [two] = await tx.rows(WHERE_AM_I);
      return [one?.inside, two?.inside];
    });
    assert.equal(inside[1], true, 'now() stands still between two statements');
  });

  test('never reports a commit that Postgres turned into a rollback', async () => {
    await using app = await openTestApp();
    await assert.rejects(
      app.transact(async (tx) => {
        await tx.run(ADD, ['a']);
        await tx.run(ADD, ['a']).catch(() => {});
      }),
      { code: 'internal' },
    );
    assert.deepEqual(await app.db.rows(COUNT), [{ n: 0 }]);
  });

  test('ends with its last statement, after which nothing may come', async () => {
    await using app = await openTestApp();
    await app.transact((tx) => tx.runLast(ADD, ['a']));
    await assert.rejects(
      app.transact(async (tx) => {
        await tx.runLast(ADD, ['b']);
        await tx.run(ADD, ['c']);
      }),
      { code: 'internal' },
    );
    assert.deepEqual(await app.db.rows(COUNT), [{ n: 2 }], 'the last one was committed');
  });

  test('whose last statement fails keeps nothing and says why', async () => {
    await using app = await openTestApp();
    for (let n = 0; n < 5; n += 1) {
      await assert.rejects(
        app.transact(async (tx) => {
          await tx.run(ADD, ['a']);
          return tx.runLast(ADD, ['a']);
        }),
        { code: '23505' },
      );
    }
    assert.deepEqual(await app.db.rows(COUNT), [{ n: 0 }]);
  });

  test('can be had again after one that failed', async () => {
    await using app = await openTestApp();
    for (let n = 0; n < 20; n += 1) {
      const failing = app.transact((tx) => Promise.all([tx.run(ADD, ['a']), tx.run(ADD, ['a'])]));
      await assert.rejects(failing, { code: '23505' });
    }
    await app.transact((tx) => tx.run(ADD, ['a']));
    assert.deepEqual(await app.db.rows(COUNT), [{ n: 1 }]);
  });
});

test('what reads cannot write, whatever its type says', async () => {
  await using app = await openTestApp();
  await assert.rejects(app.db.rows(WRITE_BY_READING), { code: '25006' });
});
