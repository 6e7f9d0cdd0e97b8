import assert from 'node:assert/strict';
import { test } from 'node:test';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { openSecondApp } from '#test/support/database.ts';
import { openNewsDesk } from '#test/support/news-desk.ts';
import { setLowBalance, readLowBalance } from './low-balance.ts';
import { watchBalances } from './watch-balances.ts';

test('A low balance is told once, and again after it was higher', async () => {
  await using desk = await openNewsDesk();
  const { app } = desk;
  const person = await desk.person();
  const set = (text: string | null) =>
    app.transact((tx) => setLowBalance(tx, person.id, text === null ? null : parseMoney(text)));
  const credit = (text: string) =>
    app.transact((tx) =>
      creditWallet(tx, {
        ...{ accountId: person.id, amount: parseMoney(text), reason: 'test' },
        actor: { kind: 'system', name: 'test' },
      }),
    );
  await using second = openSecondApp(app);
  const look = async () => {
    const told = await Promise.all([app, second].map(watchBalances));
    return told.reduce((sum, one) => sum + one, 0);
  };
  await set('99.99');
  assert.equal(await look(), 0);
  for (let n = 0; n < 3; n += 1) await desk.order(person); // 0.01 each
  assert.equal(await look(), 1);
  await desk.order(person);
  assert.equal(await look(), 0);
  await credit('0.02');
  assert.equal(await look(), 0);
  await credit('5');
  assert.equal(await look(), 0);
  await set('104.99');
  await desk.order(person);
  assert.equal(await look(), 1);
  await desk.tell();
  const [mail] = await desk.mailsTo(person);
  assert.match(mail?.text ?? '', /Your balance is 99\.97 USD, below 99\.99 USD/);
  await set(null);
  assert.equal(await readLowBalance(app.db, person.id), null);
  await assert.rejects(set('0'), { code: 'invalid_parameter', parameter: 'threshold' });
});
