import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reloadCatalog } from '#catalog/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { openDashboard, type Dashboard } from '#test/support/dashboard.ts';
import { addService as add } from '#test/support/shop.ts';

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

async function buyer() {
  const customer = await desk.customer();
  const actor = { kind: 'system', name: 'test' } as const;
  const credit = {
    accountId: customer.accountId,
    amount: parseMoney('100'),
    reason: 'test',
    actor,
  };
  await desk.app.transact((tx) => creditWallet(tx, credit));
  return customer;
}

async function addService() {
  const service = await add(desk.app);
  await reloadCatalog(desk.app);
  return service;
}

const idIn = (html: string): string =>
  /name="id" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? assert.fail('the form has no id');

test('200 lines go from the form to a result page, and sent again to the same one', async () => {
  const { visit } = await buyer();
  const service = await addService();
  const id = idIn((await visit.get('/dashboard/mass')).text);
  const lines = Array.from(
    { length: 200 },
    (_, n) => `${service.id} | https://example.com/${n} | ${n === 7 ? 1 : 100}`,
  ).join('\n');
  const form = { intent: 'preview', id, lines };
  const sent = await visit.post('/dashboard/mass', form);
  assert.deepEqual([sent.status, sent.to], [303, `/dashboard/mass/${id}`]);
  assert.equal((await visit.post('/dashboard/mass', form)).to, sent.to);
  const preview = await visit.get(`/dashboard/mass/${id}`);
  assert.match(preview.text, /Place 199 orders/);
  assert.match(preview.text, /At least 10\./);
  assert.match(preview.text, /name="total" value="19\.90"/);
});

test('what is placed twice at once is placed once, and its result is kept and exported', async () => {
  const { visit, accountId } = await buyer();
  const service = await addService();
  const id = idIn((await visit.get('/dashboard/mass')).text);
  const lines = ['hello', `${service.id} https://example.com/a 1000`, `=1+1 | x | 5`].join('\n');
  await visit.post('/dashboard/mass', { intent: 'preview', id, lines });
  const place = { intent: 'place', total: '1.00' };
  const path = `/dashboard/mass/${id}`;
  const both = await Promise.all([visit.post(path, place), visit.post(path, place)]);
  assert.deepEqual(
    both.map(({ status, to }) => [status, to]),
    [
      [303, path],
      [303, path],
    ],
  );
  assert.equal(formatMoney(await readBalance(desk.app, accountId)), '99.00');
  const result = await visit.get(path);
  assert.match(result.text, /href="\/dashboard\/orders\/\d+"/);
  assert.match((await visit.get('/dashboard/mass')).text, /1 of 3 lines placed/);
  const csv = await visit.get(`${path}/export`);
  assert.match(csv.text, /^line,service,link,quantity,order,charge,currency,refused\r\n1,,,,,,,/);
  assert.match(csv.text, /\r\n2,\d+,https:\/\/example\.com\/a,1000,\d+,1\.00,USD,\r\n/);
  assert.match(csv.text, /'=1\+1/);
  const again = await visit.get(`/dashboard/mass?from=${id}&refused=1`);
  assert.match(again.text, />hello\n=1\+1 \| x \| 5</);
});

test('a total that is not the one of now places nothing and says so', async () => {
  const { visit, accountId } = await buyer();
  const service = await addService();
  const id = idIn((await visit.get('/dashboard/mass')).text);
  const lines = `${service.id} | https://example.com/a | 1000`;
  await visit.post('/dashboard/mass', { intent: 'preview', id, lines });
  const path = `/dashboard/mass/${id}`;
  for (const total of ['0.99', '', '-1', '1e0']) {
    const sent = await visit.post(path, { intent: 'place', total });
    assert.equal(sent.status, 422);
    assert.match(sent.text, /has changed since you saw the total/);
  }
  assert.equal(formatMoney(await readBalance(desk.app, accountId)), '100.00');
});

test('a file is read in place of the field, and what cannot be read is told beside it', async () => {
  const { visit } = await buyer();
  const service = await addService();
  const form = new FormData();
  form.set('intent', 'preview');
  form.set('id', 'no id of ours');
  form.set('lines', 'left from before');
  const csv = `service,link,quantity\r\n${service.id},https://example.com/a,1000\r\n`;
  form.set('file', new File([csv], 'orders.csv', { type: 'text/csv' }));
  const sent = await visit.post('/dashboard/mass', form);
  assert.equal(sent.status, 303);
  assert.match((await visit.get(sent.to ?? '')).text, /Place 1 order/);
  const empty = await visit.post('/dashboard/mass', { intent: 'preview', id: '', lines: ' ' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /There is no line here/);
});
