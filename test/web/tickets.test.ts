import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { placeOrder } from '#orders/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { closeTicket, findTicket, QUOTA_BYTES, replyTicket, setGoal } from '#support/index.ts';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { makeJpeg, makePng } from '#test/support/pictures.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addService, orderOf } from '#test/support/shop.ts';

const DAY = 24 * 3_600_000;
const NEW = '/dashboard/tickets/new';
const OPERATOR = { author: 'operator', name: 'operator:anna' } as const;

const clock = movedClock();
let desk: Dashboard;
before(async () => {
  desk = await openDashboard({ clock });
});
after(() => desk[Symbol.asyncDispose]());

const supportDesk = () => ({
  vault: desk.app.vault,
  now: new Date(clock.now()),
  shop: desk.app.shop,
});

type File = { name: string; bytes: Buffer; type?: string };

function formOf(fields: Record<string, string>, files: readonly File[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const { name, bytes, type = 'image/png' } of files) {
    form.append('files', new Blob([new Uint8Array(bytes)], { type }), name);
  }
  return form;
}

const FORM = {
  intent: 'open',
  kind: 'question',
  subject: 'Where do I find my invoices?',
  message: 'I looked for invoices and did not find them.',
  priority: 'normal',
};

async function openBy(customer: Customer, fields = {}, files: readonly File[] = []) {
  const sent = await customer.visit.post(NEW, formOf({ ...FORM, ...fields }, files));
  const [, reference = ''] = /tickets\/(T-[\w-]+)\?done=opened$/.exec(sent.to ?? '') ?? [];
  assert.ok(reference, `${sent.status} ${sent.text.slice(0, 300)}`);
  const ticket = await findTicket(desk.app.db, reference, 'operator');
  assert.ok(ticket);
  return { reference, path: `/dashboard/tickets/${reference}`, ticket };
}

const answer = (ticketId: bigint, body = 'Under Wallet.') =>
  desk.app.transact((tx) => replyTicket(tx, supportDesk(), { ticketId, by: OPERATOR, body }));
const close = (ticketId: bigint) =>
  desk.app.transact((tx) => closeTicket(tx, supportDesk(), { ticketId, by: OPERATOR }));

async function orderBy({ accountId }: Customer): Promise<number> {
  const actor = { kind: 'system', name: 'test' } as const;
  const amount = parseMoney('10');
  await desk.app.transact((tx) => creditWallet(tx, { accountId, amount, reason: 'test', actor }));
  return (await placeOrder(desk.app, orderOf(accountId, await addService(desk.app)))).orderId;
}

describe('a ticket, without a script', () => {
  test('shows first what is written about it, and keeps what was typed', async () => {
    const { visit } = await desk.customer();
    const form = { ...FORM, intent: 'next', subject: 'Is there a rate limit for webhooks?' };
    const seen = await visit.post(NEW, { ...form, message: 'How do webhooks retry a delivery?' });
    assert.equal(seen.status, 200);
    assert.match(seen.text, /\/developers\/webhooks/);
    assert.match(seen.text, /value="Is there a rate limit for webhooks\?"/);
    assert.match(seen.text, /How do webhooks retry a delivery\?/);
    assert.match(seen.text, /type="file"/);
    assert.match(seen.text, /enctype="multipart\/form-data"/i);
  });

  test('says what is wrong beside each field, and what it is about from its address', async () => {
    const { visit } = await desk.customer();
    const page = await visit.get(`${NEW}?order=17&order=ord_18&payment=3`);
    assert.match(page.text, /value="ord_17, ord_18"/);
    assert.match(page.text, /value="pay_3"/);
    const fields = { intent: 'next', kind: 'x', subject: '', order: 'mine', message: 'Hi' };
    const seen = await visit.post(NEW, { ...fields, priority: 'urgent' });
    assert.equal(seen.status, 422);
    assert.equal(seen.text.match(/aria-invalid="true"/g)?.length, 5);
  });

  test('is about one’s own orders only', async () => {
    const [mine, other] = [await desk.customer(), await desk.customer()];
    const [first, second] = [await orderBy(mine), await orderBy(mine)];
    const { ticket, path } = await openBy(mine, { order: `ord_${first}, ${second}` });
    assert.deepEqual(ticket.links.order, [first, second]);
    assert.match((await mine.visit.get(path)).text, new RegExp(`/dashboard/orders/${second}"`));
    for (const order of [String(await orderBy(other)), '999999999999']) {
      const seen = await mine.visit.post(NEW, formOf({ ...FORM, order }));
      assert.deepEqual([seen.status, /none of this number/.test(seen.text)], [422, true]);
    }
  });

  test('goes to and fro, and says whether its goal was met', async () => {
    const customer = await desk.customer();
    await desk.app.transact((tx) => setGoal(tx, 'high', 60));
    const { ticket, path } = await openBy(customer, { priority: 'high' });
    assert.equal(ticket.goalAt?.getTime(), ticket.openedAt.getTime() + 3_600_000);
    assert.match((await customer.visit.get(path)).text, /We mean to answer by/);
    clock.move(2 * 3_600_000);
    assert.match((await customer.visit.get(path)).text, /We are late/);
    await answer(ticket.id);
    const seen = await customer.visit.get(path);
    assert.match(seen.text, /Answered late/);
    assert.doesNotMatch(seen.text, /operator:anna/);
    const reply = { intent: 'reply', message: 'And where is the tax number?' };
    assert.match(String((await customer.visit.post(path, formOf(reply))).to), /done=replied$/);
    await answer(ticket.id, 'There as well.');
    assert.match((await customer.visit.get(path)).text, /Answered in time/);
    await desk.app.transact((tx) => setGoal(tx, 'high', null));
  });

  test('may be of high priority three times at once', async () => {
    const customer = await desk.customer();
    for (let n = 0; n < 3; n += 1) await openBy(customer, { priority: 'high' });
    const seen = await customer.visit.post(NEW, formOf({ ...FORM, priority: 'high' }));
    assert.deepEqual([seen.status, /Choose normal/.test(seen.text)], [422, true]);
    await openBy(customer);
  });

  test('opens again within 30 days of its end, and no later', async () => {
    const customer = await desk.customer();
    const { ticket, path } = await openBy(customer);
    assert.match(String((await customer.visit.post(path, { intent: 'close' })).to), /done=closed/);
    const state = async () => (await findTicket(desk.app.db, ticket.reference, 'operator'))?.state;
    assert.equal(await state(), 'closed');
    const reply = () => customer.visit.post(path, formOf({ intent: 'reply', message: 'Again.' }));
    assert.equal((await reply()).status, 303);
    assert.equal(await state(), 'open');
    await close(ticket.id);
    clock.move(31 * DAY);
    await desk.app.transact((tx) =>
      tx
        .updateTable('sessions')
        .set({
          seen_at: new Date(clock.now()),
          created_at: new Date(clock.now()),
          expires_at: new Date(clock.now() + DAY),
        })
        .where('user_id', '=', customer.userId)
        .execute(),
    );
    const late = await reply();
    assert.deepEqual([late.status, /more than 30 days ago/.test(late.text)], [422, true]);
    assert.equal(await state(), 'closed');
  });

  test('is rated once, after its end', async () => {
    const customer = await desk.customer();
    const { ticket, path, reference } = await openBy(customer);
    const rate = (rating: string, note = '') =>
      customer.visit.post(path, { intent: 'rate', rating, note });
    const rated = async () => (await findTicket(desk.app.db, reference, 'operator'))?.rating;
    await rate('5');
    assert.equal(await rated(), null);
    await close(ticket.id);
    assert.equal((await rate('6')).status, 422);
    assert.equal((await rate('')).status, 422);
    assert.match(String((await rate('4', 'Quick')).to), /done=rated/);
    await Promise.all([rate('1'), rate('2')]);
    assert.equal(await rated(), 4);
    assert.match((await customer.visit.get(path)).text, /4 of 5.*Quick/s);
  });

  test('that was written by the contact form while signed in is among one’s own', async () => {
    const customer = await desk.customer();
    const page = await customer.visit.get('/contact');
    const [, started = ''] = /name="started" value="([^"]+)"/.exec(page.text) ?? [];
    clock.move(10_000);
    const sent = await customer.visit.post('/contact', {
      ...{ kind: 'question', name: 'Ada', subject: 'From outside', order: '', started },
      ...{ message: 'I write by the contact form.', website: '' },
    });
    assert.match(String(sent.to), /^\/dashboard\/tickets\/T-/);
    assert.match((await customer.visit.get('/dashboard/tickets')).text, /From outside/);
  });
});

describe('files of a ticket', () => {
  test('come back as a download that nothing runs in, without what a camera wrote', async () => {
    const customer = await desk.customer();
    const photo = { name: 'foto\u202Egpj".jpg', bytes: makeJpeg({ place: 'GPS 41.0082 N' }) };
    const { path, ticket } = await openBy(customer, {}, [photo]);
    const [file] = ticket.messages[0]?.files ?? [];
    assert.equal(file?.type, 'image/png');
    const seen = await fetch(`${desk.url}${path}/files/${file.id}`, {
      headers: { cookie: [...customer.visit.cookies].map((pair) => pair.join('=')).join('; ') },
    });
    const bytes = Buffer.from(await seen.arrayBuffer());
    assert.ok(!bytes.includes('GPS'));
    const header = (name: string) => seen.headers.get(name) ?? '';
    assert.equal(header('content-type'), 'image/png');
    assert.match(header('content-disposition'), /^attachment; filename\*=UTF-8''fotogpj\.png$/);
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('content-security-policy'), "default-src 'none'; sandbox");
    assert.equal(header('cache-control'), 'private, no-store');
    const guest = await desk.guest().get(`${path}/files/${file.id}`);
    assert.match(String(guest.to), /^\/sign-in/);
    const stranger = await desk.customer();
    assert.equal((await stranger.visit.get(`${path}/files/${file.id}`)).status, 404);
    assert.equal((await customer.visit.get(`${path}/files/x`)).status, 404);
  });

  test('are refused by name when they are not what they are called', async () => {
    const customer = await desk.customer();
    const script = { name: 'cat.png', bytes: Buffer.from('<svg onload="alert(1)"/>') };
    const seen = await customer.visit.post(NEW, formOf(FORM, [script]));
    assert.equal(seen.status, 422);
    assert.match(seen.text, /Not taken: cat\.png/);
    assert.match(seen.text, /value="Where do I find my invoices\?"/);
    const { path, reference } = await openBy(customer);
    const reply = formOf({ intent: 'reply', message: 'See this.' }, [script]);
    assert.equal((await customer.visit.post(path, reply)).status, 422);
    const ticket = await findTicket(desk.app.db, reference, 'operator');
    assert.equal(ticket?.messages.length, 1);
  });

  test('take 100 MB of an account at most, and one who sends more is told', async () => {
    const customer = await desk.customer();
    const { ticket, path } = await openBy(customer, {}, [{ name: 'a.png', bytes: makePng(9, 9) }]);
    const messageId = ticket.messages[0]?.id ?? 0n;
    const one = 10 * 1_024 * 1_024;
    for (let bytes = one; bytes <= QUOTA_BYTES; bytes += one) {
      await desk.app.transact((tx) =>
        tx
          .insertInto('ticket_files')
          .values({
            ...{ id: crypto.randomUUID(), ticket_id: ticket.id, message_id: messageId },
            ...{ account_id: customer.accountId, name: 'x', type: 'text/plain', bytes: one },
            ...{ body: Buffer.alloc(one), created_at: new Date(clock.now()) },
          })
          .execute(),
      );
    }
    const small = { name: 'a.txt', bytes: Buffer.from('a'), type: 'text/plain' };
    const seen = await customer.visit.post(
      path,
      formOf({ intent: 'reply', message: 'x' }, [small]),
    );
    assert.deepEqual([seen.status, /100 MB already/.test(seen.text)], [422, true]);
  });

  test('of a form beyond 10 MB are not read', async () => {
    const customer = await desk.customer();
    const large = { name: 'a.txt', bytes: Buffer.alloc(11 * 1_024 * 1_024, 'a') };
    const seen = await customer.visit.post(NEW, formOf(FORM, [large]));
    assert.equal(seen.status, 413);
  });
});
