import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { setTier } from '#accounts/index.ts';
import { priceOrder } from '#baskets/index.ts';
import { reloadCatalog, type Service, type ServiceType } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { asRate, formatMoney, parseMoney, parseRate } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import { ownRates, setOwnRate } from '#pricing/index.ts';
import { openKey, startApi, type TestApi } from '#test/support/api.ts';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService } from '#test/support/shop.ts';

// The order form as a browser without scripts sends it, behind the server that `npm start` uses.

let desk: Dashboard;
let api: TestApi;
before(async () => {
  desk = await openDashboard();
  api = await startApi(desk.app);
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

type ServiceRow = Parameters<typeof addService>[1];

async function sell(row: ServiceRow = {}): Promise<Service> {
  const service = await addService(desk.app, row);
  await reloadCatalog(desk.app);
  return service;
}

async function customer(balance = '1000'): Promise<Customer> {
  const one = await desk.customer();
  const actor = { kind: 'system', name: 'test' } as const;
  const amount = parseMoney(balance);
  if (amount > 0n) {
    await desk.app.transact((tx) =>
      creditWallet(tx, { accountId: one.accountId, amount, reason: 'test', actor }),
    );
  }
  return one;
}

const LINK = 'https://example.com/post';
const LINES = Array.from({ length: 12 }, (_, n) => `line ${n + 1}`);

/** What a browser sends for each type, and what of it the API is sent. */
const FORMS: Readonly<Record<ServiceType, Record<string, string>>> = {
  Default: { link: LINK, quantity: '100', runs: '3', interval: '60' },
  Package: { link: LINK },
  SEO: { link: LINK, quantity: '100', keywords: 'spring\r\noffer' },
  'Custom Comments': { link: LINK, comments: LINES.join('\r\n') },
  'Custom Comments Package': { link: LINK, comments: 'one\r\ntwo' },
  'Mentions with Hashtags': {
    link: LINK,
    quantity: '100',
    usernames: 'a\r\nb',
    hashtags: 'x\r\ny',
  },
  'Mentions Custom List': { link: LINK, usernames: LINES.join('\r\n') },
  'Mentions Hashtag': { link: LINK, quantity: '100', hashtag: 'spring' },
  'Mentions User Followers': { link: LINK, quantity: '100', username: 'brand' },
  'Mentions Media Likers': { link: LINK, quantity: '100', media: 'https://example.com/media' },
  'Comment Likes': { link: LINK, quantity: '100', username: 'brand' },
  'Comment Replies': { link: LINK, username: 'brand', comments: LINES.join('\r\n') },
  Poll: { link: LINK, quantity: '100', answer_number: '2' },
  'Invites from Groups': { link: LINK, quantity: '100', groups: 'https://example.com/g' },
  Subscriptions: {
    ...{ username: 'brand', min: '20', max: '40', delay: '5' },
    ...{ posts: '3', old_posts: '1', expiry: '2099-12-31' },
  },
  'Web Traffic': {
    ...{ link: LINK, quantity: '100', country: 'US', device: '5', type_of_traffic: '1' },
    ...{ google_keyword: 'spring', runs: '2', interval: '10' },
  },
};

const rowOf = (id: number) =>
  desk.app.db
    .selectFrom('orders as o')
    .leftJoin('drip_feeds as d', 'd.order_id', 'o.id')
    .leftJoin('subscriptions as s', 's.order_id', 'o.id')
    .select(['service_id', 'quantity', 'kind', 'rate', 'charge', 'link', 'details', 'request_hash'])
    .select(['base_rate', 'own_rate', 'tier_discount_bp', 'coupon_amount', 'd.runs'])
    .select(['d.interval_minutes', 'd.run_quantity', 's.username', 's.min', 's.max'])
    .select(['s.delay_minutes', 's.posts', 's.old_posts', 's.expires_on'])
    .where('o.id', '=', id)
    .executeTakeFirstOrThrow();

const orderOf = (to: string | null): number =>
  Number(/\/dashboard\/orders\/(\d+)\?/.exec(to ?? '')?.[1]);

const requestIn = (html: string): string => /name="request" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('each type of service', () => {
  for (const [type, form] of Object.entries(FORMS) as [ServiceType, Record<string, string>][]) {
    test(`${type} is ordered by its form as the API orders it`, async () => {
      const { app } = desk;
      const service = await sell({ type, rate: '1.234567', dripfeed: 'runs' in form });
      const one = await customer();
      const page = await one.visit.get(`/dashboard/new?service=${service.id}`);
      assert.equal(page.status, 200);
      for (const name of Object.keys(form)) {
        assert.match(page.text, new RegExp(`name="${name}"`), `the form asks for ${name}`);
      }
      const sent = { ...form, service: String(service.id), request: requestIn(page.text) };
      const priced = await one.visit.post('/dashboard/new', { ...sent, intent: 'price' });
      assert.equal(priced.status, 200, priced.text.slice(0, 300));
      const placed = await one.visit.post('/dashboard/new', { ...sent, intent: 'place' });
      assert.equal(placed.status, 303);
      assert.match(placed.to ?? '', /\?done=placed$/);

      const key = await openKey(app, one.accountId);
      const expiry = form['expiry']?.split('-').reverse().join('/');
      const call = { ...form, ...(expiry && { expiry }), service: String(service.id) };
      const asked = { key, action: 'add', request_id: randomUUID(), ...call };
      const byApi = Number(/ord_(\d+)/.exec((await api.post(asked)).text)?.[1]);
      assert.deepEqual(await rowOf(orderOf(placed.to)), await rowOf(byApi));
    });
  }

  test('Every type has its form', () => {
    assert.equal(Object.keys(FORMS).length, 16);
  });
});

describe('the price', () => {
  test('It is what the API charges, to the last digit', async () => {
    const { app } = desk;
    const rates = fc.bigInt({ min: 1n, max: 10n ** 10n }).map(asRate);
    const shares = fc.integer({ min: 0, max: 9_999 });
    const owns = fc.oneof(
      fc.constant(null),
      rates.map((rate) => ({ rate })),
      fc.integer({ min: -10_000, max: 9_999 }).map((discountBp) => ({ discountBp })),
    );
    const coupons = fc.oneof(
      fc.constant(null),
      shares.filter((one) => one > 0).map((discountBp) => ({ discountBp })),
      fc.bigInt({ min: 1n, max: 10n ** 12n }).map((amount) => ({ amount: amount as never })),
    );
    const one = await customer('9000000');
    const { accountId } = one;
    const property = fc.asyncProperty(
      ...([rates, owns, shares, coupons, fc.integer({ min: 10, max: 9_999 })] as const),
      async (rate, own, tierBp, coupon, quantity) => {
        const service = await sell({ rate: formatRateOf(rate) });
        const tier = `t${randomUUID().slice(0, 8)}`;
        const code = `C-${randomUUID().slice(0, 8)}`;
        await app.transact(async (tx) => {
          await addTier(tx, tier, tierBp);
          await setTier(tx, accountId, tier);
          await setOwnRate(tx, { accountId, serviceId: service.id, own });
          if (coupon) await createCoupon(tx, { code, ...coupon });
        });
        // Every process knows of a new rate within a second, and not at once.
        const known = async () =>
          (await ownRates(app, accountId)).has(service.id) === (own !== null);
        await eventually(known, 2_000);
        const fields = new Map([
          ['link', LINK],
          ['quantity', String(quantity)],
          ...(coupon ? [['coupon', code] as const] : []),
        ]);
        const pricing = await priceOrder(app, { accountId, serviceId: service.id, fields });
        assert.deepEqual(pricing.faults, []);
        const before = await readBalance(app, accountId);
        const request = randomUUID();
        const form = { ...Object.fromEntries(fields), service: String(service.id), request };
        const { to } = await one.visit.post('/dashboard/new', { ...form, intent: 'place' });
        const row = await rowOf(orderOf(to));
        assert.equal(row.charge, pricing.charge?.charge);
        assert.equal(row.rate, pricing.charge?.rate);
        assert.equal(row.coupon_amount, pricing.charge?.couponAmount);
        const paid = before - (await readBalance(app, accountId));
        assert.equal(paid, pricing.charge?.due, 'what the wallet paid');
      },
    );
    await fc.assert(property, { numRuns: 25 });
    assert.deepEqual((await checkBooks(app.db)).findings, []);
  });

  test('It is shown with its explanation, the balance after and what is missing', async () => {
    const { app } = desk;
    const service = await sell({ rate: '2' });
    const one = await customer('1.5');
    await app.transact(async (tx) => {
      await addTier(tx, 'Explained', 500);
      await setTier(tx, one.accountId, 'Explained');
      const own = { rate: parseRate('1.8') };
      await setOwnRate(tx, { accountId: one.accountId, serviceId: service.id, own });
    });
    const form = { link: LINK, quantity: '500', service: String(service.id), intent: 'price' };
    const fits = plain((await one.visit.post('/dashboard/new', form)).text);
    for (const line of [
      /Base rate per 1,000 \$2\.00/,
      /Your own rate \$1\.80/,
      /Tier Explained −5%/,
    ]) {
      assert.match(fits, line);
    }
    assert.match(fits, /You pay per 1,000 \$1\.71/);
    assert.match(fits, /Charge \$0\.855 Balance \$1\.50 After this order \$0\.645/);
    const dear = await one.visit.post('/dashboard/new', { ...form, quantity: '1000' });
    assert.equal(dear.status, 422);
    assert.match(plain(dear.text), /short by \$0\.21/);
    assert.match(dear.text, /href="\/dashboard\/wallet\/add\?amount=0\.21"/);
  });

  test('The script asks for it and gets the same figures', async () => {
    const service = await sell({ rate: '0.000123' });
    const one = await customer();
    const form = { link: LINK, quantity: '777', service: String(service.id), intent: 'price' };
    const answer = await one.visit.post('/dashboard/new/price', form);
    assert.equal(answer.status, 200);
    const view = JSON.parse(answer.text) as { due: string; faults: unknown[] };
    assert.equal(view.due, String(123n * 777n));
    assert.deepEqual(view.faults, []);
  });
});

const formatRateOf = (rate: bigint): string => formatMoney((rate * 1_000n) as never);

const addTier = (tx: Parameters<typeof setTier>[0], name: string, discountBp: number) =>
  tx
    .insertInto('tiers')
    .values({ name, reached_at: 10n ** 15n, discount_bp: discountBp })
    .execute();

/** The words of a page, one blank between them. */
const plain = (html: string): string =>
  html
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll(/\s+/g, ' ');

describe('placing', () => {
  test('A form that is sent twice, and twenty times at once, is one order', async () => {
    const { app } = desk;
    const service = await sell();
    const one = await customer('100');
    const form = { link: LINK, quantity: '1000', service: String(service.id), intent: 'place' };
    const sent = { ...form, request: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => one.visit.post('/dashboard/new', sent)),
    );
    const places = new Set(answers.map(({ to }) => orderOf(to)));
    assert.equal(places.size, 1);
    assert.equal(answers.filter(({ to }) => to?.endsWith('done=placed')).length, 1);
    assert.equal(answers.filter(({ to }) => to?.endsWith('done=already')).length, 19);
    assert.equal(formatMoney(await readBalance(app, one.accountId)), '99.00');
    const other = await one.visit.post('/dashboard/new', { ...sent, quantity: '2000' });
    assert.equal(other.status, 422);
    assert.match(plain(other.text), /sent before with other values/);
  });

  test('Whoever stays is told of the order and may place another', async () => {
    const service = await sell();
    const one = await customer();
    const form = { link: LINK, quantity: '1000', service: String(service.id), intent: 'place' };
    const stayed = await one.visit.post('/dashboard/new', { ...form, another: '1' });
    assert.match(
      stayed.to ?? '',
      new RegExp(`^/dashboard/new\\?service=${service.id}&done=placed`),
    );
    assert.match(plain((await one.visit.get(stayed.to ?? '')).text), /Order \d+ is placed/);
  });

  test('Every field that is wrong says so, and the first one gets the focus', async () => {
    const service = await sell({ min: 50, dripfeed: true });
    const one = await customer();
    const form = {
      ...{ link: 'instagram', quantity: '5', runs: '2000', interval: '1', coupon: 'NOPE' },
      ...{ service: String(service.id), intent: 'place' },
    };
    const { status, text } = await one.visit.post('/dashboard/new', form);
    assert.equal(status, 422);
    const words = plain(text);
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
    assert.equal(plain(empty.text).match(/Fill this in\./g)?.length, 2);
  });

  test('A link to another platform is refused, a doubtful one only said to be', async () => {
    const service = await sell({ name: 'Likes', category_id: await categoryOf('Instagram') });
    const one = await customer();
    const form = { quantity: '1000', service: String(service.id), intent: 'place' };
    const link = 'https://www.tiktok.com/@brand/video/1';
    const refused = await one.visit.post('/dashboard/new', { ...form, link });
    assert.equal(refused.status, 422);
    assert.match(plain(refused.text), /This link leads to TikTok/);
    const doubtful = { ...form, link: 'https://example.com/p/1' };
    const told = await one.visit.post('/dashboard/new', { ...doubtful, intent: 'price' });
    assert.match(plain(told.text), /not one of the service’s platform/);
    assert.equal((await one.visit.post('/dashboard/new', doubtful)).status, 303);
  });

  test('An open order on the link is told before the click, and refused where the service does', async () => {
    const [plainOne, guarded] = [await sell(), await sell({ link_guard: true })];
    const one = await customer();
    const form = { link: LINK, quantity: '1000', intent: 'place' };
    const at = (service: Service, intent = 'place') =>
      one.visit.post('/dashboard/new', { ...form, service: String(service.id), intent });
    assert.match((await at(plainOne)).to ?? '', /done=placed/);
    assert.match(
      plain((await at(plainOne, 'price')).text),
      /Order \d+ of this service for the same link/,
    );
    assert.match((await at(plainOne)).to ?? '', /done=placed/, 'it is a warning');
    assert.match(plain((await at(guarded, 'price')).text), /Order \d+ for the same link/);
    assert.match((await at(guarded)).to ?? '', /done=placed/);
    const refused = await at(guarded);
    assert.equal(refused.status, 422);
    assert.match(plain(refused.text), /This service takes one at a time/);
  });

  test('An order may wait for a time on the clock of the customer', async () => {
    const { app } = desk;
    const service = await sell();
    const one = await customer();
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
    assert.match(plain(late.text), /from one minute to 90 days ahead/);
    const sent = await one.visit.post('/dashboard/new', { ...form, starts_at: `${day}T10:00` });
    assert.match(sent.to ?? '', /done=scheduled$/);
    const { due_at: dueAt } = await app.db
      .selectFrom('orders')
      .select('due_at')
      .where('id', '=', orderOf(sent.to))
      .executeTakeFirstOrThrow();
    assert.equal(dueAt.toISOString(), `${day}T01:00:00.000Z`);
    assert.match(
      plain((await one.visit.get('/dashboard/new')).text),
      /Waiting for their time ord_/,
    );
  });
});

const categoryOf = async (platform: string): Promise<number> =>
  desk.app.transact(async (tx) => {
    const category = await tx
      .insertInto('categories')
      .values({ name: randomUUID(), platform })
      .returning('id')
      .executeTakeFirstOrThrow();
    return category.id;
  });

describe('the way to the form', () => {
  test('Services are found by words and by number, hidden ones are not', async () => {
    const name = `Rare ${randomUUID().slice(0, 8)}`;
    const service = await sell({ name });
    const one = await customer();
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
    const service = await sell();
    const one = await customer();
    const form = { link: LINK, quantity: '1234', service: String(service.id) };
    const saved = await one.visit.post('/dashboard/new', {
      ...{ ...form, intent: 'save-template', template: 'Weekly push' },
    });
    assert.equal(saved.status, 200);
    assert.match(plain(saved.text), /The template is saved/);
    const listed = await one.visit.get('/dashboard/new');
    const [, id = ''] = /template=(\d+)/.exec(listed.text) ?? [];
    const filled = await one.visit.get(`/dashboard/new?template=${id}`);
    assert.match(filled.text, /value="1234"/);
    const stranger = await customer();
    assert.equal((await stranger.visit.get(`/dashboard/new?template=${id}`)).status, 404);
  });

  test('An order fills the form again and says what changed since', async () => {
    const { app } = desk;
    const service = await sell({ rate: '2' });
    const one = await customer();
    const form = { link: LINK, quantity: '1234', service: String(service.id), intent: 'place' };
    const id = orderOf((await one.visit.post('/dashboard/new', form)).to);
    const again = () => one.visit.get(`/dashboard/new?again=ord_${id}`);
    const same = await again();
    assert.match(same.text, /value="1234"/);
    assert.match(plain(same.text), /at the same price per 1,000/);
    await app.transact((tx) =>
      tx
        .updateTable('services')
        .set({ rate: parseRate('3') })
        .where('id', '=', service.id)
        .execute(),
    );
    await reloadCatalog(app);
    assert.match(plain((await again()).text), /You paid \$2\.00 per 1,000 then; now it is \$3\.00/);
    await app.transact((tx) =>
      tx.updateTable('services').set({ active: false }).where('id', '=', service.id).execute(),
    );
    await reloadCatalog(app);
    assert.match(plain((await again()).text), /is not sold at present/);
    assert.equal(
      (await one.visit.post('/dashboard/new', form)).to,
      `/dashboard/new?service=${service.id}`,
    );
    const stranger = await customer();
    assert.equal((await stranger.visit.get(`/dashboard/new?again=${id}`)).status, 404);
  });

  test('The page has no inline style and no script but its own', async () => {
    const service = await sell({ dripfeed: true });
    const one = await customer();
    for (const path of ['/dashboard/new', `/dashboard/new?service=${service.id}`]) {
      const { text } = await one.visit.get(path);
      assert.doesNotMatch(text, /\sstyle=/);
      assert.doesNotMatch(text, /<style/);
    }
  });
});
