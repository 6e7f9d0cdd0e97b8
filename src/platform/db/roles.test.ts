import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickAddJob, runMigrations, runOnce } from 'graphile-worker';
import { openLog } from '#platform/log.ts';
import { ask, makeDataFolder } from '#test/support/data-folder.ts';
import { startPostgres } from '../embedded-postgres/index.ts';
import { migrate } from './migrate.ts';
import { APP_ROLE, createShopDatabase, grantAppRole, OWNER_ROLE } from './roles.ts';

const DENIED = { code: '42501' };

test('the application reads and writes, but cannot change history or tables', async (t) => {
  await using folder = await makeDataFolder();
  await using postgres = await startPostgres({ dataDir: folder.path, log: openLog('silent') });
  const { appUrl, ownerUrl, superUrl } = postgres;
  await migrate(ownerUrl);
  assert.deepEqual(await grantAppRole(ownerUrl, APP_ROLE), []);

  await t.test('ordinary tables take all four kinds of statement', async () => {
    await ask(appUrl, `insert into settings (name, value) values ('a', '1')`);
    await ask(appUrl, `update settings set value = '2'`);
    assert.deepEqual(await ask(appUrl, 'select name, value from settings'), [
      { name: 'a', value: 2 },
    ]);
    await ask(appUrl, 'delete from settings');
  });

  await t.test('the ledger and the events of orders are only added to', async () => {
    await ask(
      appUrl,
      `insert into transfers (kind, reference, from_id, to_id, amount)
       values ('deposit', 'payment:1', -3, 1, 5)`,
    );
    await ask(
      appUrl,
      `insert into order_events (order_id, account_id, type, source) values (1, 1, 'made', 'test')`,
    );
    for (const table of ['transfers', 'order_events']) {
      assert.equal((await ask(appUrl, `select * from ${table}`)).length, 1);
      await assert.rejects(ask(appUrl, `update ${table} set id = default`), DENIED);
      await assert.rejects(ask(appUrl, `delete from ${table}`), DENIED);
      await assert.rejects(ask(appUrl, `truncate ${table}`), DENIED);
      await assert.rejects(ask(appUrl, `alter table ${table} disable trigger all`), DENIED);
      await assert.rejects(ask(appUrl, `drop table ${table}`), DENIED);
    }
  });

  await t.test('no table may be emptied, made or reached in another database', async () => {
    await assert.rejects(ask(appUrl, 'truncate settings'), DENIED);
    await assert.rejects(ask(appUrl, 'create table mine (id int)'), DENIED);
    await assert.rejects(ask(appUrl, `insert into migrations values ('x', 'y')`), DENIED);
    await assert.rejects(ask(appUrl, 'set role notpanel_owner'), DENIED);
  });

  await t.test(
    'tables of later migrations are open before the rights are given again',
    async () => {
      await ask(ownerUrl, 'create table later (id bigint generated always as identity)');
      await ask(appUrl, 'insert into later default values');
      assert.equal((await ask(appUrl, 'delete from later returning id')).length, 1);
    },
  );

  await t.test('jobs of graphile-worker can be added and run', async () => {
    await runMigrations({ connectionString: ownerUrl });
    await grantAppRole(ownerUrl);
    await quickAddJob({ connectionString: appUrl }, 'greet', { name: 'you' });
    const greeted: unknown[] = [];
    await runOnce({
      connectionString: appUrl,
      taskList: { greet: (payload) => void greeted.push(payload) },
    });
    assert.deepEqual(greeted, [{ name: 'you' }]);
  });

  await t.test('giving the rights again, even at the same time, changes nothing', async () => {
    const rights =
      'select oid, relname, relacl::text from pg_class where relacl is not null order by oid';
    const before = await ask(ownerUrl, rights);
    await Promise.all([1, 2, 3].map(() => grantAppRole(ownerUrl)));
    assert.deepEqual(await ask(ownerUrl, rights), before);
  });

  await t.test('making the roles and the database again changes nothing', async () => {
    const passwords = { notpanel_owner: 'other', notpanel_app: 'other' };
    assert.equal(await createShopDatabase(superUrl, passwords), false);
    assert.equal((await ask(appUrl, 'select 1')).length, 1);
  });

  await t.test('one role for both is warned of, and the triggers still guard', async () => {
    const [warning = ''] = await grantAppRole(ownerUrl, OWNER_ROLE);
    assert.match(warning, /MIGRATE_URL/);
    await assert.rejects(ask(ownerUrl, 'delete from transfers'), /append-only/);
    await assert.rejects(ask(ownerUrl, 'truncate transfers'), /append-only/);
  });
});
