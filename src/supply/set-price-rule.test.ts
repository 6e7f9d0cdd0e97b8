import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRate } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { listPriceRules } from './list-price-rules.ts';
import { removePriceRule } from './remove-price-rule.ts';
import { setPriceRule, type NewPriceRule } from './set-price-rule.ts';

test('A rule takes the place of the one for the same costs, and goes when it is removed', async () => {
  await using app = await openTestApp();
  const set = (rule: NewPriceRule) => app.transact((tx) => setPriceRule(tx, rule));
  await set({ markupBp: 4_000 });
  const { id } = await set({ markupBp: 5_000, category: 'Reels', costTo: parseRate('1') });
  const { id: newer } = await set({ markupBp: 6_000, floor: parseRate('0.10') });
  const rules = await listPriceRules(app.db);
  assert.deepEqual(
    rules.map((rule) => [rule.id, rule.category, rule.markupBp, rule.floor, rule.costTo]),
    [
      [id, 'Reels', 5_000, 0n, parseRate('1')],
      [newer, null, 6_000, parseRate('0.10'), null],
    ],
  );
  await app.transact((tx) => removePriceRule(tx, id));
  assert.equal((await listPriceRules(app.db)).length, 1);
  await assert.rejects(
    app.transact((tx) => removePriceRule(tx, id)),
    { code: 'not_found' },
  );
});

test('A rule that makes no sense, or is for nobody, is refused', async () => {
  await using app = await openTestApp();
  const refusals: [NewPriceRule, string][] = [
    [{ markupBp: -1 }, 'invalid_parameter'],
    [{ markupBp: 1, costFrom: parseRate('2'), costTo: parseRate('1') }, 'invalid_parameter'],
    [{ markupBp: 1, providerId: 77 }, 'not_found'],
  ];
  for (const [rule, code] of refusals) {
    await assert.rejects(
      app.transact((tx) => setPriceRule(tx, rule)),
      { code },
    );
  }
  assert.deepEqual(await listPriceRules(app.db), []);
});
