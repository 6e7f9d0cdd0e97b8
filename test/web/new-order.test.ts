import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseRate } from '#lib/money.ts';
import { LINK, openOrderDesk, orderAt, wordsIn, type OrderDesk } from '#test/support/order-desk.ts';

// The order form as a browser without scripts sends it, behind the server that `npm start` uses.

let desk: OrderDesk;
before(async () => {
  desk = await openOrderDesk();
});
after(() => desk[Symbol.asyncDispose]());

describe('placing', () => {
  test('A form that is sent twice, and twenty times at once, is one order', async () => {
    const { app } = desk;
    const service = await desk.sell();
    const one = await desk.buyer('100');
    const form = { link: LINK, quantity: '1000', service: String(service.id), intent: 'place' };
    const sent = { ...form, request: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => one.visit.post('/dashboard/new', sent)),
    );
    const places = new Set(answers.map(({ to }) => orderAt(to)));
    assert.equal(places.size, 1);
    assert.equal(answers.filter(({ to }) => to?.endsWith('done=placed')).length, 1);
    assert.equal(answers.filter(({ to }) => to?.endsWith('done=already')).length, 19);
    assert.equal(formatMoney(await readBalance(app, one.accountId)), '99.00');
    const other = await one.visit.post('/dashboard/new', { ...sent, quantity: '2000' });
    assert.equal(other.status, 422);
    assert.match(wordsIn(other.text), /sent before with other values/);
  });

  test('A price that rose after it was seen is shown first, one that fell is taken', async () => {
    const { app } = desk;
    const service = await desk.sell();
    const one = await desk.buyer('100');
    const page = await one.visit.get(`/dashboard/new?service=${service.id}`);
    const seen = /name="seen_rate" value="(\d+)"/.exec(page.text)?.[1] ?? '';
    const form = { link: LINK, quantity: '1000', service: String(service.id), intent: 'place' };
    const sent = { ...form, request: randomUUID(), seen_rate: seen };
    const reprice = async (rate: string) => {
      await app.transact((tx) =>
        tx
          .updateTable('services')
          .set({ rate: parseRate(rate) })
          .where('id', '=', service.id)
          .execute(),
      );
      await reloadCatalog(app);
    };
    await reprice('9');
    const { status, text } = await one.visit.post('/dashboard/new', sent);
    assert.equal(status, 422);
    assert.match(wordsIn(text), /The price has risen since you saw it/);
    assert.equal(formatMoney(await readBalance(app, one.accountId)), '100.00');
    await reprice('0.5');
    const placed = await one.visit.post('/dashboard/new', sent);
    assert.ok(orderAt(placed.to));
    assert.equal(formatMoney(await readBalance(app, one.accountId)), '99.50');
    await reprice('9');
    assert.match((await one.visit.post('/dashboard/new', sent)).to ?? '', /done=already/);
  });

  test('Whoever stays is told of the order and may place another', async () => {
    const service = await desk.sell();
    const one = await desk.buyer();
    const form = { link: LINK, quantity: '1000', service: String(service.id), intent: 'place' };
    const stayed = await one.visit.post('/dashboard/new', { ...form, another: '1' });
    assert.match(
      stayed.to ?? '',
      new RegExp(`^/dashboard/new\\?service=${service.id}&done=placed`),
    );
    assert.match(wordsIn((await one.visit.get(stayed.to ?? '')).text), /Order \d+ is placed/);
  });

  test('Every field that is wrong says so, and the first one gets the focus', async () => {
    const service = await desk.sell({ min: 50, dripfeed: true });
    const one = await desk.buyer();
    const form = {
      ...{ link: 'instagram', quantity: '5', runs: '2000', interval: '1', coupon: 'NOPE' },
      ...{ service: String(service.id), intent: 'place' },
    };
    const { status, text } = await one.visit.post('/dashboard/new', form);
    assert.equal(status, 422);
    const words = wordsIn(text);
    assert.match(words, /A full address, beginning with https/);
    assert.match(words, /A whole number from 0 to 1,000/);
    assert.match(words, /This coupon is not known/);
    assert.match(text, /value="instagram"/, 'what was typed is there again');
    const [input = ''] = /<input[^>]*autofocus[^>]*>/i.exec(text) ?? [];
    assert.match(input, /name="link"/);
    const empty = await one.visit.post('/dashboard/new', {
      service: form.service,
      intent: 'place',
    });
    assert.equal(wordsIn(empty.text).match(/Fill this in\./g)?.length, 2);
  });

  test('A link to another platform is refused, a doubtful one only said to be', async () => {
    const service = await desk.sell({
      name: 'Likes',
      category_id: await desk.category('Instagram'),
    });
    const one = await desk.buyer();
    const form = { quantity: '1000', service: String(service.id), intent: 'place' };
    const link = 'https://www.tiktok.com/@brand/video/1';
    const refused = await one.visit.post('/dashboard/new', { ...form, link });
    assert.equal(refused.status, 422);
    assert.match(wordsIn(refused.text), /This link leads to TikTok/);
    const doubtful = { ...form, link: 'https://example.com/p/1' };
    const told = await one.visit.post('/dashboard/new', { ...doubtful, intent: 'price' });
    assert.match(wordsIn(told.text), /not one of the service’s platform/);
    assert.equal((await one.visit.post('/dashboard/new', doubtful)).status, 303);
  });

  test('An open order on the link is told before the click, and refused where the service does', async () => {
    const [plainOne, guarded] = [await desk.sell(), await desk.sell({ link_guard: true })];
    const one = await desk.buyer();
    const form = { link: LINK, quantity: '1000', intent: 'place' };
    const at = (service: Service, intent = 'place') =>
      one.visit.post('/dashboard/new', { ...form, service: String(service.id), intent });
    assert.match((await at(plainOne)).to ?? '', /done=placed/);
    assert.match(
      wordsIn((await at(plainOne, 'price')).text),
      /Order \d+ of this service for the same link/,
    );
    assert.match((await at(plainOne)).to ?? '', /done=placed/, 'it is a warning');
    assert.match(wordsIn((await at(guarded, 'price')).text), /Order \d+ for the same link/);
    assert.match((await at(guarded)).to ?? '', /done=placed/);
    const refused = await at(guarded);
    assert.equal(refused.status, 422);
    assert.match(wordsIn(refused.text), /This service takes one at a time/);
  });

  test('An order may wait for a time on the clock of the customer', async () => {
    const { app } = desk;
    const service = await desk.sell();
    const one = await desk.buyer();
    await app.transact((tx) =>
      tx
        .updateTable('users')
        .set({ time_zone: 'Asia/Tokyo' })
        .where('id', '=', one.userId)
        .execute(),
    );
    const form = { link: LINK, quantity: '1000', service: String(service.id), intent: 'place' };
    const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const late = await one.visit.post('/dashboard/new', { ...form, starts_at: '2031-01-01T10:00' });
    assert.equal(late.status, 422);
    assert.match(wordsIn(late.text), /from one minute to 90 days ahead/);
    const sent = await one.visit.post('/dashboard/new', { ...form, starts_at: `${day}T10:00` });
    assert.match(sent.to ?? '', /done=scheduled$/);
    const page = wordsIn((await one.visit.get(sent.to ?? '')).text);
    assert.match(page, /paid and waits for its time/);
    assert.match(page, /It is submitted on .* 10:00 \. Until then/);
    const { due_at: dueAt } = await app.db
      .selectFrom('orders')
      .select('due_at')
      .where('id', '=', orderAt(sent.to))
      .executeTakeFirstOrThrow();
    assert.equal(dueAt.toISOString(), `${day}T01:00:00.000Z`);
    assert.match(
      wordsIn((await one.visit.get('/dashboard/new')).text),
      /Waiting for their time ord_/,
    );
  });
});

describe('the way to the form', () => {
  test('Services are found by words and by number, hidden ones are not', async () => {
    const name = `Rare ${randomUUID().slice(0, 8)}`;
    const service = await desk.sell({ name });
    const one = await desk.buyer();
    const find = async (q: string) =>
      (await one.visit.get(`/dashboard/new?q=${encodeURIComponent(q)}`)).text;
    const here = new RegExp(`href="/dashboard/new\\?service=${service.id}"`);
    assert.match(await find(name), here);
    assert.match(await find(String(service.id)), here);
    const json = await one.visit.get(`/dashboard/new/services?q=${encodeURIComponent(name)}`);
    const { groups } = JSON.parse(json.text) as { groups: { items: { id: number }[] }[] };
    assert.deepEqual(
      groups.map(({ items }) => items.map(({ id }) => id)),
      [[service.id]],
    );
    const mark = { service: String(service.id), intent: 'hide', next: '/dashboard/new?q=x' };
    assert.equal((await one.visit.post('/dashboard/new', mark)).to, '/dashboard/new?q=x');
    assert.doesNotMatch(await find(name), here);
    const evil = { ...mark, intent: 'favourite', next: '//evil.example' };
    assert.doesNotMatch((await one.visit.post('/dashboard/new', evil)).to ?? '', /^\/\//);
  });

  test('A template is saved from the form and fills it again', async () => {
    const service = await desk.sell();
    const one = await desk.buyer();
    const form = { link: LINK, quantity: '1234', service: String(service.id) };
    const saved = await one.visit.post('/dashboard/new', {
      ...{ ...form, intent: 'save-template', template: 'Weekly push' },
    });
    assert.equal(saved.status, 200);
    assert.match(wordsIn(saved.text), /The template is saved/);
    const listed = await one.visit.get('/dashboard/new');
    const [, id = ''] = /template=(\d+)/.exec(listed.text) ?? [];
    const filled = await one.visit.get(`/dashboard/new?template=${id}`);
    assert.match(filled.text, /value="1234"/);
    const stranger = await desk.buyer();
    assert.equal((await stranger.visit.get(`/dashboard/new?template=${id}`)).status, 404);
  });

  test('An order fills the form again and says what changed since', async () => {
    const { app } = desk;
    const service = await desk.sell({ rate: '2' });
    const one = await desk.buyer();
    const form = { link: LINK, quantity: '1234', service: String(service.id), intent: 'place' };
    const id = orderAt((await one.visit.post('/dashboard/new', form)).to);
    const again = () => one.visit.get(`/dashboard/new?again=ord_${id}`);
    const same = await again();
    assert.match(same.text, /value="1234"/);
    assert.match(wordsIn(same.text), /at the same price per 1,000/);
    await app.transact((tx) =>
      tx
        .updateTable('services')
        .set({ rate: parseRate('3') })
        .where('id', '=', service.id)
        .execute(),
    );
    await reloadCatalog(app);
    assert.match(
      wordsIn((await again()).text),
      /You paid \$2\.00 per 1,000 then; now it is \$3\.00/,
    );
    await app.transact((tx) =>
      tx.updateTable('services').set({ active: false }).where('id', '=', service.id).execute(),
    );
    await reloadCatalog(app);
    assert.match(wordsIn((await again()).text), /is not sold at present/);
    assert.equal(
      (await one.visit.post('/dashboard/new', form)).to,
      `/dashboard/new?service=${service.id}`,
    );
    const stranger = await desk.buyer();
    assert.equal((await stranger.visit.get(`/dashboard/new?again=${id}`)).status, 404);
  });

  test('The page has no inline style and no script but its own', async () => {
    const service = await desk.sell({ dripfeed: true });
    const one = await desk.buyer();
    for (const path of ['/dashboard/new', `/dashboard/new?service=${service.id}`]) {
      const { text } = await one.visit.get(path);
      assert.doesNotMatch(text, /\sstyle=/);
      assert.doesNotMatch(text, /<style/);
    }
  });

  test('The page of a service leads to its form and shows what is kept, to its customer alone', async () => {
    const service = await desk.sell();
    const one = await desk.buyer();
    const path = `/services/${service.id}`;
    const form = { service: String(service.id), next: path };
    const note = { ...form, intent: 'note', note: 'for Anna' };
    assert.equal((await one.visit.post('/dashboard/new', note)).to, path);
    assert.equal(
      (await one.visit.post('/dashboard/new', { ...form, intent: 'favourite' })).to,
      path,
    );
    const mine = await one.visit.get(path);
    assert.match(mine.text, new RegExp(`href="/dashboard/new\\?service=${service.id}"`));
    assert.match(wordsIn(mine.text), /A favourite .*for Anna/);
    const guests = wordsIn((await desk.guest().get(path)).text);
    assert.doesNotMatch(guests, /for Anna|favourite/);
  });
});
