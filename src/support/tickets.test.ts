import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeOrder } from '#orders/index.ts';
import { listMails, readMail } from '#platform/mail/index.ts';
import { listNotices } from '#platform/notices/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { closeTicket } from './close-ticket.ts';
import { findTicket } from './find-ticket.ts';
import { listTickets } from './list-tickets.ts';
import { openTicket, type NewTicket } from './open-ticket.ts';
import { replyTicket, type Reply } from './reply-ticket.ts';
import { sweepTickets } from './sweep-tickets.ts';
import type { Desk } from './ticket.ts';

const SHOP = { name: 'Harbour', url: 'https://harbour.example' };
const HOUR_MS = 3_600_000;

const desk = (app: TestApp): Desk => ({
  vault: app.vault,
  now: new Date(app.clock.now()),
  shop: SHOP,
});
const open = (app: TestApp, given: Partial<NewTicket> = {}) =>
  app.transact((tx) =>
    openTicket(tx, desk(app), {
      kind: 'question',
      name: 'Ada',
      email: 'ada@customer.example',
      subject: 'Where is it?',
      message: 'I cannot find the page.',
      orderId: null,
      accountId: null,
      language: 'en',
      ip: '203.0.113.7',
      ...given,
    }),
  );
const reply = (app: TestApp, given: Omit<Reply, 'body'> & { body?: string }) =>
  app.transact((tx) => replyTicket(tx, desk(app), { body: 'Here.', ...given }));
const OPERATOR = { author: 'operator', name: 'operator:anna' } as const;
const WRITER = { author: 'writer' } as const;

const mails = async (app: TestApp) =>
  (await listMails(app.db, { limit: 20 })).map(({ kind }) => kind);

describe('tickets', () => {
  test('Who has reference and token reads the ticket, and nobody else', async () => {
    await using app = await openTestApp();
    const { reference, token } = await open(app);
    const { vault } = app;
    assert.match(reference, /^T-[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    const found = await findTicket(app.db, reference.toLowerCase(), { vault, token });
    assert.deepEqual(
      found?.messages.map(({ author, body }) => [author, body]),
      [['writer', 'I cannot find the page.']],
    );
    const other = await open(app, { email: 'other@customer.example' });
    for (const wrong of ['', 'x', `${token}A`, other.token]) {
      assert.equal(await findTicket(app.db, reference, { vault, token: wrong }), undefined);
    }
    assert.equal(await findTicket(app.db, reference, { accountId: 1 }), undefined);
  });

  test('The token is nowhere in the database', async () => {
    await using app = await openTestApp();
    const { token } = await open(app);
    const rows = await app.db.selectFrom('tickets').selectAll().execute();
    const text = JSON.stringify(rows, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    assert.ok(!text.includes(token));
  });

  test('A conversation goes to and fro, and each side hears of the other', async () => {
    await using app = await openTestApp();
    const { id, reference } = await open(app, { kind: 'leaked_key' });
    const state = async () => (await findTicket(app.db, reference, 'operator'))?.state;
    const waiting = async () =>
      (await listNotices(app.db))
        .filter(({ kind }) => kind === 'ticket.open')
        .map(({ severity }) => severity);
    assert.deepEqual([await state(), await waiting()], ['open', ['urgent']]);
    await reply(app, { ticketId: id, by: OPERATOR });
    assert.deepEqual([await state(), await waiting()], ['answered', []]);
    await app.transact((tx) => closeTicket(tx, desk(app), { ticketId: id, by: OPERATOR }));
    assert.equal(await state(), 'closed');
    await assert.rejects(
      app.transact((tx) => closeTicket(tx, desk(app), { ticketId: id, by: OPERATOR })),
      { code: 'conflict' },
    );
    await reply(app, { ticketId: id, by: WRITER, body: 'Not yet.' });
    assert.deepEqual([await state(), await waiting()], ['open', ['urgent']]);
    assert.deepEqual((await mails(app)).toSorted(), [
      'ticket.answered',
      'ticket.closed',
      'ticket.opened',
    ]);
  });

  test('The mail of an answer holds it and the link to the ticket, in the writer’s language', async () => {
    await using app = await openTestApp();
    const { id, reference, token } = await open(app, { language: 'tr', name: 'BUY NOW' });
    const [first] = await listMails(app.db, { limit: 1 });
    const opened = await readMail(app, first?.id ?? 0n);
    assert.doesNotMatch(`${opened.subject} ${opened.body?.text}`, /BUY NOW|Where is it/);
    await reply(app, { ticketId: id, by: OPERATOR, body: 'Ana sayfada.' });
    const [newest] = await listMails(app.db, { limit: 1 });
    const { body } = await readMail(app, newest?.id ?? 0n);
    assert.match(String(newest?.subject), /konusuna yanıt/);
    assert.match(String(body?.text), /Ana sayfada\./);
    assert.ok(
      body?.text.includes(`https://harbour.example/tr/contact/${reference}?token=${token}`),
    );
  });

  test('A network and an address may write a few times an hour, whoever hurries', async () => {
    const clock = movedClock();
    await using app = await openTestApp({ clock });
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => open(app)));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3);
    await assert.rejects(open(app), { code: 'rate_limited' });
    const other = (n: number) => open(app, { email: `c${n}@customer.example` });
    await other(1);
    await other(2);
    await assert.rejects(other(3), { code: 'rate_limited' });
    await open(app, { email: 'c3@customer.example', ip: '203.0.113.8' });
    clock.move(HOUR_MS + 1_000);
    await open(app);
  });

  test('A writer’s replies are limited, an operator’s are not', async () => {
    await using app = await openTestApp();
    const { id: ticketId } = await open(app);
    for (let n = 0; n < 9; n += 1) await reply(app, { ticketId, by: WRITER });
    await assert.rejects(reply(app, { ticketId, by: WRITER }), { code: 'rate_limited' });
    await reply(app, { ticketId, by: OPERATOR });
    await assert.rejects(reply(app, { ticketId, by: OPERATOR, body: ' \n' }), {
      code: 'missing_parameter',
    });
    await assert.rejects(reply(app, { ticketId: 99n, by: OPERATOR }), { code: 'not_found' });
  });

  test('A customer’s ticket names their own orders only; a guest’s word is kept as such', async () => {
    await using app = await openTestApp();
    const [mine, theirs] = [await openAccount(app), await openAccount(app)];
    const service = await addService(app);
    const { orderId } = await placeOrder(app, orderOf(theirs, service));
    await assert.rejects(open(app, { accountId: mine, orderId }), {
      code: 'order_not_found',
      parameter: 'order',
    });
    const { reference } = await open(app, { accountId: theirs, orderId });
    const found = await findTicket(app.db, reference, { accountId: theirs });
    assert.equal(found?.orderId, orderId);
    await open(app, { orderId: 4_711 });
  });

  test('Tickets are listed by state, kind and account, the newest first', async () => {
    await using app = await openTestApp();
    const accountId = await openAccount(app);
    const first = await open(app, { accountId });
    const second = await open(app, { kind: 'takedown' });
    await reply(app, { ticketId: first.id, by: OPERATOR });
    const list = async (wanted: object) =>
      (await listTickets(app.db, { limit: 10, ...wanted })).map(({ id }) => id);
    assert.deepEqual(await list({}), [second.id, first.id]);
    assert.deepEqual(await list({ state: 'open' }), [second.id]);
    assert.deepEqual(await list({ kind: 'takedown' }), [second.id]);
    assert.deepEqual(await list({ accountId }), [first.id]);
    assert.deepEqual(await list({ beforeId: second.id }), [first.id]);
  });

  test('Networks are forgotten after a week, conversations after three years', async () => {
    const clock = movedClock();
    await using app = await openTestApp({ clock });
    await open(app);
    const networks = async () =>
      (await app.db.selectFrom('tickets').select('opened_from').execute()).map(
        ({ opened_from }) => opened_from,
      );
    const sweep = () => app.transact((tx) => sweepTickets(tx, new Date(clock.now())));
    await sweep();
    assert.deepEqual(await networks(), ['203.0.113.7']);
    clock.move(8 * 24 * HOUR_MS);
    await sweep();
    assert.deepEqual(await networks(), [null]);
    clock.move(3 * 365 * 24 * HOUR_MS);
    await sweep();
    assert.deepEqual(await networks(), []);
    assert.deepEqual(await app.db.selectFrom('ticket_messages').select('id').execute(), []);
  });
});
