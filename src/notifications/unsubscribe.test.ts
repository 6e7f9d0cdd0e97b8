import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openVault } from '#platform/vault.ts';
import { openNewsDesk, type NewsDesk } from '#test/support/news-desk.ts';
import { readPreferences } from './read-ways.ts';
import { readUnsubscribing, unsubscribePath } from './unsubscribe-token.ts';
import { unsubscribe } from './unsubscribe.ts';

let desk: NewsDesk;
before(async () => {
  desk = await openNewsDesk();
});
after(() => desk[Symbol.asyncDispose]());

const readPath = (path: string) => {
  const { searchParams } = new URL(path, 'http://shop.example');
  return { scope: searchParams.get('s') ?? '', token: searchParams.get('t') ?? '' };
};

describe('a link that ends mails', () => {
  const vault = openVault('test');

  test('says for whom and of what, and nobody can make it say more', () => {
    const given = readPath(unsubscribePath(vault, 17, ['order.partial', 'order.canceled']));
    assert.deepEqual(readUnsubscribing(vault, given), {
      ...{ accountId: 17, events: ['order.canceled', 'order.partial'] },
    });
    const { scope, token } = given;
    for (const other of [
      { scope: scope.replace('17', '18'), token },
      { scope: `${scope} payment.credited`, token },
      { scope: scope.replace(' order.partial', ''), token },
      { scope, token: token.slice(1) },
      { scope, token: '' },
      readPath(unsubscribePath(openVault('another shop'), 17, ['order.partial'])),
    ]) {
      assert.equal(readUnsubscribing(vault, other), undefined);
    }
  });

  test('cannot end what is about the ways in', () => {
    const given = readPath(unsubscribePath(vault, 17, ['security.new_device', 'balance.low']));
    assert.deepEqual(readUnsubscribing(vault, given)?.events, ['balance.low']);
  });

  test('is in the mail and in its header, and ends mails of that kind only', async () => {
    const person = await desk.person();
    const answer = {
      accountId: person.id,
      type: 'ticket.answered',
      subject: 'ticket:T-1',
    } as const;
    await desk.record({ ...answer, data: { reference: 'T-1', about: 'x' } });
    await desk.tell();
    const [mail] = await desk.mailsTo(person);
    const { unsubscribe: url = '', text } = JSON.parse(mail?.body ?? '{}') as {
      unsubscribe?: string;
      text: string;
    };
    assert.ok(text.includes(url));
    const wanted = readUnsubscribing(desk.app.vault, readPath(url));
    assert.deepEqual(wanted, { accountId: person.id, events: ['ticket.answered'] });
    for (let n = 0; n < 2; n += 1) {
      await desk.app.transact((tx) => unsubscribe(tx, wanted));
    }
    const ways = await readPreferences(desk.app.db, person.id);
    assert.deepEqual(ways.get('ticket.answered'), { inApp: true, mail: 'off' });
    assert.deepEqual(ways.get('ticket.closed'), { inApp: true, mail: 'now' });
    await desk.record({ ...answer, data: { reference: 'T-1', about: 'x' } });
    desk.clock.move(3_600_000);
    assert.equal(await desk.tell(), 0);
  });
});
