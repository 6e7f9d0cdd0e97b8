import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { recordEvents } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openSecondApp } from '#test/support/database.ts';
import { openNewsDesk, type NewsDesk } from '#test/support/news-desk.ts';
import type { Person } from '#test/support/sign-in-desk.ts';
import { horizon } from '#test/support/webhook-desk.ts';
import { countUnread } from './count-unread.ts';
import type { NewsEvent, Ways } from './event.ts';
import { listNotifications } from './list-notifications.ts';
import { markAllRead, markRead } from './mark-read.ts';
import { setPreferences } from './set-preferences.ts';
import { takeNews } from './take-news.ts';
import { writeLetters } from './write-letters.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let desk: NewsDesk;
before(async () => {
  desk = await openNewsDesk();
});
after(() => desk[Symbol.asyncDispose]());

const seenBy = ({ id }: Person) => listNotifications(desk.app.db, { accountId: id, limit: 100 });
const timesOf = async (person: Person, event: NewsEvent) =>
  (await seenBy(person))
    .filter((one) => one.event === event)
    .reduce((sum, { times }) => sum + times, 0);
const choose = (person: Person, event: NewsEvent, ways: Ways) =>
  desk.app.transact((tx) => setPreferences(tx, person.id, new Map([[event, ways]])));
const answered = (person: Person, reference: string) =>
  desk.record({
    ...{ accountId: person.id, type: 'ticket.answered', subject: `ticket:${reference}` },
    data: { reference, about: 'Where is it?' },
  });
/** An App whose process dies at a statement. */
const dyingAt = (name: string): App => ({
  ...desk.app,
  transact: ((work) =>
    desk.app.transact(async (tx) => {
      const die = (statement: { name: string }) => {
        if (statement.name === name) throw new Error('killed');
      };
      const run: typeof tx.run = (statement, values) => {
        die(statement);
        return tx.run(statement, values);
      };
      const runLast: typeof tx.runLast = (statement, values) => {
        die(statement);
        return tx.runLast(statement, values);
      };
      return work({ ...tx, run, runLast });
    })) as typeof desk.app.transact,
});

describe('what happens', () => {
  test('is told once, by many processes at a time', async () => {
    const person = await desk.person();
    await using second = openSecondApp(desk.app);
    await using third = openSecondApp(desk.app);
    for (let round = 0; round < 10; round += 1) {
      const happened = Promise.all(
        Array.from({ length: 5 }, () => desk.happen(person, 'order.partial')),
      );
      await Promise.all([desk.app, second, third].map(takeNews));
      await happened;
    }
    await Promise.all([desk.app, second, third].map(horizon));
    await Promise.all([desk.app, second, third].map(takeNews));
    assert.equal(await timesOf(person, 'order.partial'), 50);
    desk.clock.move(HOUR);
    const written = await Promise.all([desk.app, second, third].map(writeLetters));
    assert.equal(
      written.reduce((sum, one) => sum + one, 0),
      1,
    );
    const [mail, ...more] = await desk.mailsTo(person);
    assert.match(mail?.subject ?? '', /^50 orders were delivered in part/);
    assert.deepEqual(more, []);
  });

  test('is told once, wherever a process dies', async () => {
    const person = await desk.person();
    await answered(person, 'T-AAAAA-AAAAA');
    await horizon(desk.app);
    for (const name of [
      'notifications-show',
      'notification-lines-add',
      'notification-cursor-move',
    ]) {
      await assert.rejects(takeNews(dyingAt(name)), { message: 'killed' });
    }
    assert.equal(await countUnread(desk.app.db, person.id), 0);
    await desk.take();
    assert.equal(await timesOf(person, 'ticket.answered'), 1);
    await assert.rejects(writeLetters(dyingAt('notification-lines-take')), { message: 'killed' });
    assert.deepEqual(await desk.mailsTo(person), []);
    assert.equal(await desk.tell(), 1);
    assert.equal(await desk.tell(), 0);
    assert.equal((await desk.mailsTo(person)).length, 1);
  });

  test('is not told to whoever did it themselves, nor of the runs of a drip-feed', async () => {
    const person = await desk.person();
    await desk.happen(person, 'order.canceled', `customer:${person.id}`);
    await desk.happen(person, 'order.canceled', 'key:7');
    const parent = await desk.order(person);
    const run = await desk.order(person);
    await desk.app.transact((tx) =>
      tx
        .updateTable('orders')
        .set({ parent_id: parent, kind: 'run' })
        .where('id', '=', run)
        .execute(),
    );
    const of = { accountId: person.id, source: 'provider:7' };
    await desk.app.transact((tx) =>
      recordEvents(tx, [{ ...of, orderId: run, type: 'order.partial' }]),
    );
    await desk.take();
    assert.deepEqual(await seenBy(person), []);
  });

  test('belongs to its account alone', async () => {
    const [mine, theirs] = [await desk.person(), await desk.person()];
    await answered(mine, 'T-BBBBB-BBBBB');
    await desk.tell();
    assert.deepEqual(await seenBy(theirs), []);
    assert.deepEqual(await desk.mailsTo(theirs), []);
    const [news] = await seenBy(mine);
    const id = news?.id ?? 0n;
    const now = new Date(desk.clock.now());
    await assert.rejects(
      desk.app.transact((tx) => markRead(tx, { accountId: theirs.id, id }, now)),
      { code: 'not_found' },
    );
    await desk.app.transact((tx) => markAllRead(tx, { accountId: theirs.id, untilId: id }, now));
    assert.equal(await countUnread(desk.app.db, mine.id), 1);
    await desk.app.transact((tx) => markRead(tx, { accountId: mine.id, id }, now));
    assert.equal(await countUnread(desk.app.db, mine.id), 0);
  });

  test('is one piece until it is read, and then another', async () => {
    const person = await desk.person();
    const first = await desk.happen(person, 'order.partial');
    await desk.happen(person, 'order.partial');
    await desk.take();
    await desk.happen(person, 'order.partial');
    await desk.take();
    const [one, ...none] = await seenBy(person);
    assert.deepEqual([one?.times, none], [3, []]);
    assert.equal(one?.details[0]?.['order'], first);
    const untilId = one?.id ?? 0n;
    const now = new Date(desk.clock.now());
    await desk.app.transact((tx) => markAllRead(tx, { accountId: person.id, untilId }, now));
    await desk.happen(person, 'order.partial');
    await desk.take();
    assert.deepEqual(
      (await seenBy(person)).map(({ times }) => times),
      [1, 3],
    );
    assert.equal(await countUnread(desk.app.db, person.id), 1);
  });
});

describe('mails of news', () => {
  const count = async (person: Person) => {
    await desk.tell();
    return (await desk.mailsTo(person)).length;
  };

  test('come at once, and what follows within five minutes comes together', async () => {
    const person = await desk.person();
    await answered(person, 'T-CCCCC-CCCCC');
    assert.equal(await count(person), 1);
    for (let n = 0; n < 30; n += 1) await answered(person, `T-CCCCC-CCC${n}`);
    assert.equal(await count(person), 1);
    desk.clock.move(4 * MINUTE);
    assert.equal(await count(person), 1);
    desk.clock.move(MINUTE);
    assert.equal(await count(person), 2);
    const [first, second, ...none] = await desk.mailsTo(person);
    assert.equal(first?.subject, 'Answer to “Where is it?” (T-CCCCC-CCCCC)');
    assert.equal(second?.subject, 'News of your account (30)');
    assert.deepEqual(none, []);
  });

  test('of 200 orders are one an hour', async () => {
    const person = await desk.person();
    await desk.happen(person, 'order.canceled');
    for (let n = 0; n < 199; n += 1) await desk.happen(person, 'order.canceled');
    assert.equal(await count(person), 0);
    desk.clock.move(HOUR - 1);
    assert.equal(await count(person), 0);
    desk.clock.move(1);
    assert.equal(await count(person), 1);
    const [mail] = await desk.mailsTo(person);
    assert.match(mail?.subject ?? '', /^200 orders were canceled and refunded: ord_\d+, .* \+195$/);
    desk.clock.move(10 * HOUR);
    assert.equal(await count(person), 1);
  });

  test('of a day come in the morning of whoever reads them', async () => {
    const person = await desk.person({ timeZone: 'America/New_York', locale: 'tr' });
    await choose(person, 'order.completed', { inApp: false, mail: 'daily' });
    const until = (time: string) => desk.clock.move(Date.parse(time) - desk.clock.now());
    const days = Math.ceil((desk.clock.now() - Date.parse('2026-11-23T20:00:00Z')) / (24 * HOUR));
    const day = new Date(Date.parse('2026-11-24T00:00:00Z') + Math.max(0, days) * 24 * HOUR);
    const today = day.toISOString().slice(0, 10);
    until(`${today}T14:00:00Z`);
    await desk.happen(person, 'order.completed');
    await desk.happen(person, 'order.completed');
    assert.equal(await count(person), 0);
    assert.deepEqual(await seenBy(person), []);
    until(new Date(day.getTime() + 24 * HOUR + 13 * HOUR - 1).toISOString());
    assert.equal(await count(person), 0);
    desk.clock.move(1);
    assert.equal(await count(person), 1);
    const [mail] = await desk.mailsTo(person);
    assert.match(mail?.subject ?? '', /^2 sipariş tamamlandı: ord_/);
    assert.match(mail?.text ?? '', /\/tr\/dashboard\/notifications/);
  });

  test('go only to addresses that were proved', async () => {
    const person = await desk.person();
    await desk.app.transact((tx) =>
      tx
        .updateTable('users')
        .set({ email_verified: false })
        .where('account_id', '=', person.id)
        .execute(),
    );
    await answered(person, 'T-DDDDD-DDDDD');
    assert.equal(await count(person), 0);
    assert.equal(await countUnread(desk.app.db, person.id), 1);
  });
});

describe('preferences', () => {
  test('say by which way somebody hears of something', async () => {
    const person = await desk.person();
    await choose(person, 'ticket.answered', { inApp: false, mail: 'off' });
    await answered(person, 'T-EEEEE-EEEEE');
    await desk.tell();
    assert.deepEqual([await seenBy(person), await desk.mailsTo(person)], [[], []]);
    await choose(person, 'ticket.answered', { inApp: true, mail: 'off' });
    await answered(person, 'T-EEEEE-EEEEE');
    await desk.tell();
    assert.deepEqual([(await seenBy(person)).length, await desk.mailsTo(person)], [1, []]);
  });

  test('do not switch off what is about the ways in', async () => {
    const person = await desk.person();
    await choose(person, 'security.new_device', { inApp: false, mail: 'off' });
    const event = { accountId: person.id, type: 'security.new_device', subject: 'a' } as const;
    await desk.record({ ...event, data: { client: 'Firefox' } });
    await desk.tell();
    const [news] = await seenBy(person);
    assert.equal(news?.event, 'security.new_device');
    // Its mail left with the sign-in itself.
    assert.deepEqual(await desk.mailsTo(person), []);
  });
});
