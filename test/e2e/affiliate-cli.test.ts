import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAffiliate, bring } from '#test/support/affiliate-desk.ts';
import { runCommand } from '#test/support/panel-process.ts';
import { makePanelFolder } from '#test/support/panel.ts';

test('An operator sets the rules, corrects what an affiliate has to come, and refuses a sign-up', async () => {
  await using folder = await makePanelFolder();
  const run = async (...args: string[]): Promise<Record<string, unknown>> => {
    const done = await runCommand(['affiliate', ...args, '--json'], folder.env);
    return { ...(JSON.parse(done.stdout) as Record<string, unknown>), exit: done.code };
  };
  await folder.work(async () => {});
  assert.deepEqual(await run('rules'), { rules: null, exit: 0 });
  const terms = ['--percent', '7.5', '--months', 'all', '--hold', '0', '--minimum', '2.5'];
  const { rules } = await run('rules', '--on', ...terms);
  assert.deepEqual(rules, {
    ...{ active: true, percent_bp: 750, first_only: false, months: null },
    ...{ minimum_payout: '2.50', hold_days: 0, window_days: 30 },
  });
  const [affiliate, customer] = await folder.work(async (app) => {
    const one = await addAffiliate(app);
    return [one.accountId, await bring(app, one)] as const;
  });
  const given = await run('adjust', String(affiliate), '4', '--reason', 'agreed by mail');
  assert.equal(given['available'], '4.00');
  const taken = await run('adjust', String(affiliate), '1.5', '--take', '--reason', 'a mistake');
  assert.equal(taken['available'], '2.50');
  const refused = await run('refuse', String(customer), '--reason', 'their own');
  assert.equal(refused['exit'], 0);
  const shown = await run('show', String(affiliate));
  assert.deepEqual(
    (shown['brought'] as { refused: string; refused_by: string }[]).map((one) => [
      one.refused,
      one.refused_by,
    ]),
    [['their own', 'operator:command line']],
  );
  const { affiliates } = await run('list');
  assert.equal((affiliates as unknown[]).length, 1);
  assert.equal((await run('show', '999999'))['code'], 'not_found');
  const plain = await runCommand(['affiliate', 'rules', '--off'], folder.env);
  assert.match(plain.stdout, /binds new sign-ups \.+ no/);
});
