import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issueReceipt, issuerOf, readStatements } from '#billing/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { placeOrder } from '#orders/index.ts';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { readPdf } from '#test/support/read-pdf.ts';
import { addService, orderOf } from '#test/support/shop.ts';

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

/** With a deposit, whose reason a spreadsheet would run, and an order. */
async function openCustomer(): Promise<Customer & { orderId: number; transferId: bigint }> {
  const customer = await desk.customer();
  const { accountId } = customer;
  const actor = { kind: 'system', name: 'test' } as const;
  const amount = parseMoney('41.0000017');
  await desk.app.transact((tx) =>
    creditWallet(tx, { accountId, amount, reason: '=cmd|calc', actor }),
  );
  const service = await addService(desk.app, { name: '@Views, "real"' });
  const { orderId } = await placeOrder(desk.app, orderOf(accountId, service));
  const { id: transferId } = await desk.app.db
    .selectFrom('transfers')
    .select('id')
    .where('to_id', '=', BigInt(accountId))
    .executeTakeFirstOrThrow();
  return { ...customer, orderId, transferId };
}

async function pdfAt({ visit }: Customer, path: string): Promise<Buffer> {
  const cookie = [...visit.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch(desk.url + path, { headers: { cookie } });
  assert.equal(answer.headers.get('content-type'), 'application/pdf');
  return Buffer.from(await answer.arrayBuffer());
}

test('The wallet shows each movement with what it was for and the balance after it', async () => {
  const { visit, orderId } = await openCustomer();
  const { status, text } = await visit.get('/dashboard/wallet');
  assert.equal(status, 200);
  assert.match(text, new RegExp(`/dashboard/orders/${orderId}`));
  for (const amount of ['-$1.00', '+$41.0000017', '$40.0000017']) assert.ok(text.includes(amount));
  const found = await visit.get(`/dashboard/wallet?q=${orderId}&direction=out`);
  assert.ok(found.text.includes('-$1.00') && !found.text.includes('+$41.0000017'));
  const nothing = await visit.get('/dashboard/wallet?group=prizes');
  assert.match(nothing.text, /No movement is like that/);
});

test('The export has the same, exact, and nothing that a spreadsheet runs', async () => {
  const { visit, orderId } = await openCustomer();
  const { text, headers } = await visit.get('/dashboard/wallet/transactions.csv');
  assert.match(headers.get('content-type') ?? '', /^text\/csv/);
  const [head, order, deposit, rest] = text.split('\r\n');
  assert.match(head ?? '', /^time,transaction,type,amount,balance,currency,order/);
  assert.match(
    order ?? '',
    new RegExp(`Z,\\d+,order.hold,-1.00,40.0000017,USD,${orderId},\\d+,"'@Views, ""real""",,$`),
  );
  assert.match(deposit ?? '', /,deposit,41.0000017,41.0000017,USD,,,,[\w-]+,"'=cmd\|calc"$/);
  assert.equal(rest, '');
  const some = await visit.get('/dashboard/wallet/transactions.csv?direction=in');
  assert.equal(some.text.split('\r\n').length, 3);
});

test("A statement's page and its PDF say the same sums, which are the ledger's", async () => {
  const customer = await openCustomer();
  const now = new Date(desk.app.clock.now());
  const [statement] = await readStatements(desk.app.db, customer.accountId, now);
  assert.ok(statement);
  const path = `/dashboard/wallet/statements/${statement.month}`;
  const { text: page } = await customer.visit.get(path);
  const { text: paper } = readPdf(await pdfAt(customer, `${path}.pdf`));
  for (const amount of [statement.received, statement.paid, statement.closing]) {
    const words = `$${formatMoney(amount)}`;
    assert.ok(page.includes(words), `${words} on the page`);
    assert.ok(paper.includes(words), `${words} on paper: ${paper}`);
  }
  assert.equal(formatMoney(statement.closing), '40.0000017');
});

test('A receipt is asked for once, and its page and PDF agree in every language', async () => {
  const customer = await openCustomer();
  const { visit, accountId, transferId } = customer;
  const asked = () =>
    visit.post('/dashboard/wallet', { intent: 'receipt', transfer: String(transferId) });
  const [first, second] = [await asked(), await asked()];
  assert.equal(first.status, 303);
  assert.equal(first.to, second.to);
  const { number } = await desk.app.transact((tx) =>
    issueReceipt(tx, { accountId, transferId }, issuerOf(desk.app)),
  );
  for (const language of ['', '/tr', '/ar']) {
    const path = `${language}${first.to}`;
    const { text: page } = await visit.get(path);
    const { text: paper } = readPdf(await pdfAt(customer, `${path}.pdf`));
    for (const words of [number, '41.0000017'.replace('.', language === '/tr' ? ',' : '.')]) {
      assert.ok(page.includes(words), `${words} on ${path}`);
      assert.ok(paper.includes(words), `${words} on the paper of ${path}`);
    }
  }
  assert.ok(
    (await pdfAt(customer, `${first.to}.pdf`)).equals(await pdfAt(customer, `${first.to}.pdf`)),
  );
});

test('Billing details stand on what is issued from then on', async () => {
  const { visit, transferId } = await openCustomer();
  const details = { name: 'Ayşe Yılmaz', company: '', address: 'İstiklal Cd. 1', taxNumber: '' };
  const wrong = await visit.post('/dashboard/wallet/details', {
    ...{ intent: 'save', ...details, country: 'XX' },
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /aria-invalid="true"/);
  assert.ok(wrong.text.includes('İstiklal Cd. 1'));
  const saved = await visit.post('/dashboard/wallet/details', {
    ...{ intent: 'save', ...details, country: 'TR' },
  });
  assert.equal(saved.status, 303);
  const { to } = await visit.post('/dashboard/wallet', {
    ...{ intent: 'receipt', transfer: String(transferId) },
  });
  const { text } = await visit.get(to ?? '');
  assert.ok(text.includes('Ayşe Yılmaz') && text.includes('Türkiye'));
});
