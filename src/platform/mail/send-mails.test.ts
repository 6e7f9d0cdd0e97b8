import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCertificate } from '#test/support/certificate.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { startSmtpServer, type TestSmtpServer } from '#test/support/smtp-server.ts';
import { listNotices } from '../notices/index.ts';
import {
  listMails,
  openMailer,
  readMail,
  retryMail,
  sendMails,
  sweepMails,
  tellOfMails,
  writeMail,
  type NewMail,
} from './index.ts';
import { readUrl } from './open-mailer.ts';
import { pauseAfter } from './send-mails.ts';

const FROM = 'A shop <no-reply@shop.example>';
const LINK = 'https://shop.example/reset?token=abc&x=1';

const HOUR_MS = 3_600_000;

function movedClock(start = Date.UTC(2026, 10, 23)) {
  let now = start;
  return { now: () => now, move: (ms: number) => void (now += ms) };
}

const write = (app: TestApp, mail: Partial<NewMail> = {}) =>
  app.transact((tx) =>
    writeMail(
      tx,
      { vault: app.vault, now: new Date(app.clock.now()) },
      {
        kind: 'reset',
        recipient: 'somebody@customer.example',
        locale: 'en',
        shop: 'A shop',
        text: {
          subject: 'Set a new password',
          paragraphs: ['Somebody asked for <it>.'],
          button: { label: 'Set it', url: LINK },
        },
        ...mail,
      },
    ),
  );

async function sending(
  app: TestApp,
  server: TestSmtpServer,
  url = server.url,
): Promise<Disposable & { send(): Promise<number> }> {
  const mailer = openMailer({ url, from: FROM });
  return { send: () => sendMails(app, mailer), [Symbol.dispose]: () => mailer.close() };
}

test('A mail arrives in words and in form, once, and its text is forgotten', async () => {
  await using app = await openTestApp();
  await using server = await startSmtpServer();
  const id = await write(app);
  using lane = await sending(app, server);
  assert.equal(await lane.send(), 1);
  assert.equal(await lane.send(), 0);
  const [mail] = server.received;
  assert.equal(server.received.length, 1);
  assert.deepEqual(mail?.recipients, ['somebody@customer.example']);
  assert.equal(mail?.from?.text, '"A shop" <no-reply@shop.example>');
  assert.equal(mail?.subject, 'Set a new password');
  assert.equal(mail?.messageId, `<mail-${id}@shop.example>`);
  assert.ok(mail?.text?.includes(LINK), 'the text names the link');
  assert.ok(String(mail?.html).includes('Somebody asked for &lt;it&gt;.'));
  assert.ok(String(mail?.html).includes('href="https://shop.example/reset?token=abc&amp;x=1"'));
  const kept = await readMail(app, id);
  assert.equal(kept.state, 'sent');
  assert.equal(kept.body, null);
});

test('A mail in Arabic reads from right to left', async () => {
  await using app = await openTestApp();
  await using server = await startSmtpServer();
  await write(app, { locale: 'ar', text: { subject: 'تأكيد', paragraphs: ['مرحبا'] } });
  using lane = await sending(app, server);
  await lane.send();
  assert.match(String(server.received[0]?.html), /<html lang="ar" dir="rtl">/);
  assert.equal(server.received[0]?.subject, 'تأكيد');
});

test('A mail that nobody must get says how to end such mails, and no other does', async () => {
  await using app = await openTestApp();
  await using server = await startSmtpServer();
  const unsubscribe = 'https://shop.example/unsubscribe?s=17%20order.partial&t=abc';
  await write(app, { unsubscribe });
  await write(app, { recipient: 'other@customer.example' });
  using lane = await sending(app, server);
  await lane.send();
  const to = (name: string) =>
    server.received.find(({ recipients }) => recipients[0]?.startsWith(name))?.raw ?? '';
  const unfolded = to('somebody').replaceAll(/\r?\n[ \t]+/g, ' ');
  assert.ok(unfolded.includes(`List-Unsubscribe: <${unsubscribe}>`), unfolded.slice(0, 900));
  assert.match(unfolded, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
  assert.doesNotMatch(to('other'), /List-Unsubscribe/);
});

test('A server that cannot now (4xx) is asked again, later each time', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  let refusals = 2;
  await using server = await startSmtpServer({
    onRcptTo: (_address, _session, done) =>
      refusals-- > 0
        ? done(Object.assign(new Error('come back later'), { responseCode: 451 }))
        : done(),
  });
  const id = await write(app);
  using lane = await sending(app, server);
  assert.equal(await lane.send(), 1);
  assert.equal(await lane.send(), 0, 'not before its time');
  const { state, error, nextAt } = await readMail(app, id);
  assert.equal(state, 'waiting');
  assert.match(String(error), /come back later/);
  assert.equal(nextAt.getTime(), clock.now() + pauseAfter(1));
  clock.move(pauseAfter(1));
  assert.equal(await lane.send(), 1);
  clock.move(pauseAfter(2));
  assert.equal(await lane.send(), 1);
  assert.equal((await readMail(app, id)).state, 'sent');
});

test('A mail that the server will never take (5xx) is given up, told of, and can be retried', async () => {
  await using app = await openTestApp();
  let isKnown = false;
  await using server = await startSmtpServer({
    onRcptTo: (_address, _session, done) =>
      isKnown ? done() : done(Object.assign(new Error('no such box'), { responseCode: 550 })),
  });
  const id = await write(app);
  using lane = await sending(app, server);
  await lane.send();
  const given = await readMail(app, id);
  assert.equal(given.state, 'failed');
  assert.equal(given.attempts, 1);
  const [notice] = await listNotices(app.db);
  assert.match(notice?.text ?? '', /no such box/);
  assert.ok(!notice?.text.includes('token=abc'));
  isKnown = true;
  const retried = await app.transact((tx) => retryMail(tx, null, new Date(app.clock.now())));
  assert.equal(retried, 1);
  await lane.send();
  assert.equal((await readMail(app, id)).state, 'sent');
  await assert.rejects(
    app.transact((tx) => retryMail(tx, id, new Date())),
    { code: 'not_found' },
  );
});

test('A mail is given up after two days of a server that cannot', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  await using server = await startSmtpServer({
    onMailFrom: (_address, _session, done) =>
      done(Object.assign(new Error('busy'), { responseCode: 421 })),
  });
  const id = await write(app);
  const began = clock.now();
  using lane = await sending(app, server);
  for (let tries = 1; tries < 20 && (await lane.send()) > 0; tries += 1)
    clock.move(pauseAfter(tries));
  assert.equal((await readMail(app, id)).state, 'failed');
  assert.ok(clock.now() - began >= 24 * HOUR_MS);
});

test('A server that is away, or wants another password, loses no mail', async () => {
  await using app = await openTestApp();
  const id = await write(app);
  const away = openMailer({ url: 'smtp://127.0.0.1:1', from: FROM });
  await sendMails(app, away);
  away.close();
  assert.equal((await readMail(app, id)).state, 'waiting');
  await using server = await startSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.password === 'p@ss' ? done(null, { user: 'u' }) : done(new Error('no')),
  });
  await app.transact((tx) => retryMail(tx, id, new Date()));
  using wrong = await sending(app, server, server.url.replace('//', '//u:canary-password@'));
  await wrong.send();
  const { state, error } = await readMail(app, id);
  assert.equal(state, 'waiting');
  assert.ok(!String(error).includes('canary-password'));
  await app.transact((tx) => retryMail(tx, id, new Date()));
  using right = await sending(app, server, server.url.replace('//', '//u:p%40ss@'));
  await right.send();
  assert.equal((await readMail(app, id)).state, 'sent');
});

test('With TLS from the first byte a mail arrives', async () => {
  await using app = await openTestApp();
  const certificate = makeCertificate({ dns: ['localhost'], ips: ['127.0.0.1'] });
  await using server = await startSmtpServer({ secure: true, ...certificate });
  await write(app);
  using lane = await sending(app, server);
  await lane.send();
  assert.equal(server.received.length, 1);
});

test('A password leaves this machine only under TLS', () => {
  const withPassword = readUrl('smtp://u:p@mail.example');
  assert.deepEqual(
    [withPassword.requireTLS, withPassword.secure, withPassword.port],
    [true, false, 587],
  );
  const all = readUrl('smtps://u:p@mail.example');
  assert.deepEqual([all.secure, all.port], [true, 465]);
  assert.equal('tls' in all, false, 'its certificate is checked');
  assert.equal(readUrl('smtp://u:p@127.0.0.1:25').requireTLS, false);
});

test('Nothing that is written into a mail becomes a header or a second recipient', async () => {
  await using app = await openTestApp();
  await using server = await startSmtpServer();
  const injected = 'Hello\r\nBcc: thief@evil.example\r\n\r\nbody';
  await write(app, { text: { subject: injected, paragraphs: [injected] } });
  using lane = await sending(app, server);
  await lane.send();
  const [mail] = server.received;
  assert.deepEqual(mail?.recipients, ['somebody@customer.example']);
  assert.equal(mail?.bcc, undefined);
  assert.equal(mail?.subject, 'Hello Bcc: thief@evil.example body');
  for (const recipient of [
    'a@x.example\r\nBcc: b@y.example',
    'a@x.example, b@y.example',
    'Name <a@x.example>',
    'a@x.example b',
    '',
  ]) {
    await assert.rejects(write(app, { recipient }), { code: 'invalid_parameter' });
  }
});

test('What nobody needs any more is not sent', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  await using server = await startSmtpServer();
  const id = await write(app, { expiresAt: new Date(clock.now() + HOUR_MS) });
  clock.move(HOUR_MS);
  using lane = await sending(app, server);
  assert.equal(await lane.send(), 0);
  const { state, body } = await readMail(app, id);
  assert.deepEqual({ state, body }, { state: 'failed', body: null });
});

test('A mail of a transaction that fails is never there', async () => {
  await using app = await openTestApp();
  const failing = app.transact(async (tx) => {
    await writeMail(
      tx,
      { vault: app.vault, now: new Date() },
      {
        kind: 'verify',
        recipient: 'a@x.example',
        locale: 'en',
        shop: 'A shop',
        text: { subject: 'Hello', paragraphs: [] },
      },
    );
    throw new Error('no');
  });
  await assert.rejects(failing);
  assert.deepEqual(await listMails(app.db), []);
});

test('Two workers send a mail once', async () => {
  await using app = await openTestApp();
  await using server = await startSmtpServer();
  for (let made = 0; made < 20; made += 1) await write(app);
  using one = await sending(app, server);
  using two = await sending(app, server);
  while ((await Promise.all([one.send(), two.send()])).some((sent) => sent > 0));
  assert.equal(server.received.length, 20);
});

test('Without a server the log says once of each mail that it waits, and no secret', async () => {
  await using app = await openTestApp();
  const id = await write(app);
  const said: unknown[] = [];
  const log = Object.assign(Object.create(app.log), {
    warn: (...line: unknown[]) => said.push(line),
  });
  assert.equal(await tellOfMails({ ...app, log }), 1);
  assert.equal(await tellOfMails({ ...app, log }), 0);
  assert.match(JSON.stringify(said), new RegExp(`notpanel mail show ${id}`));
  assert.ok(!JSON.stringify(said).includes('token=abc'));
  assert.ok((await readMail(app, id)).body?.text.includes(LINK), 'it can be read');
});

test('No column of the outbox shows a link, and old mails are forgotten', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  await write(app);
  const rows = await app.db.selectFrom('mails').selectAll().execute();
  const dump = rows.map((row) => Object.values(row).map(String).join(' ')).join(' ');
  assert.ok(!dump.includes('token=abc'));
  clock.move(91 * 24 * HOUR_MS);
  await app.transact((tx) => sweepMails(tx, new Date(clock.now())));
  assert.deepEqual(await listMails(app.db), []);
});
