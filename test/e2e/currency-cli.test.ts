import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usePostgres } from '#platform/embedded-postgres/index.ts';
import { openLog } from '#platform/log.ts';
import { makeDataFolder } from '#test/support/data-folder.ts';
import { runCommand } from '#test/support/panel-process.ts';

test('An operator shows prices in a currency, changes its rate and takes it away', async () => {
  await using folder = await makeDataFolder();
  const postgres = await usePostgres({ dataDir: folder.path, log: openLog('silent') });
  try {
    const env = { DATA_DIR: folder.path, NOTPANEL_DEMO: '0' };
    const text = async (...args: string[]) => (await runCommand(args, env)).stdout;
    const json = async (...args: string[]) => {
      const { stdout, code } = await runCommand([...args, '--json'], env);
      return { ...(JSON.parse(stdout) as Record<string, unknown>), exit: code };
    };
    await runCommand(['account', 'create', '--email', 'a@example.com'], env); // makes the shop
    assert.match(await text('currency', 'list'), /shown in USD alone/);
    const set = ['currency', 'set', 'eur', '0.92', '--as-of', '2020-02-29'];
    assert.match(await text(...set), /1 USD \.+ 0\.92 EUR[^]*as of \.+ 2020-02-29/);
    await runCommand(['currency', 'set', 'eur', '0.9312', '--as-of', '2020-03-01'], env);
    assert.deepEqual(await json('currency', 'list'), {
      charged_in: 'USD',
      currencies: [{ currency: 'EUR', rate: '0.9312', as_of: '2020-03-01', source: 'operator' }],
      followed: [],
      exit: 0,
    });
    assert.deepEqual(await json('currency', 'follow'), { followed: [], exit: 0 });
    const refused = await json('currency', 'set', 'USD', '1');
    assert.deepEqual([refused.exit, (refused as { code?: string }).code], [1, 'invalid_parameter']);
    assert.match(await text('currency', 'remove', 'EUR'), /in EUR no more/);
    assert.equal((await json('currency', 'remove', 'EUR')).exit, 1);
  } finally {
    await postgres.stop();
  }
});
