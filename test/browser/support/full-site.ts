import { confirmTotp, readTotp, signIn, startTotp } from '#auth/index.ts';
import { codeOf, stepAt } from '#auth/totp.ts';
import { content, showPosts } from '#content/index.ts';
import { catalog } from '#catalog/index.ts';
import { parseMoney } from '#lib/money.ts';
import { paymentText, startPayment } from '#payments/index.ts';
import {
  adjustCommissions,
  drawDueGiveaways,
  listGiveaways,
  openAffiliate,
} from '#promotions/index.ts';
import { unsubscribePath } from '#notifications/index.ts';
import { seedDemo } from '#start/demo/seed-demo.ts';
import { openTicket, replyTicket, ticketPath } from '#support/index.ts';
import { placeAsShown, saveDraft } from '#test/support/mass-desk.ts';
import { enter, openBrowser as openClient, openPerson } from '#test/support/sign-in-desk.ts';
import type { WebOptions } from '#web/server/index.ts';
import type { Cookies } from './browse.ts';
import type { PageRow, Places } from './pages.ts';
import { seedConsole } from './seed-console.ts';
import { seedOrders } from './seed-orders.ts';
import { seedStatus } from './seed-status.ts';
import { seedTickets } from './seed-tickets.ts';
import { openSite, type TestSite } from './site.ts';

export type FullSite = TestSite & {
  readonly places: Places;
  /** Of those who may see what not everybody may. */
  readonly cookies: Record<NonNullable<PageRow['by']>, Cookies>;
};

const CLOSED_MS = 120_000; // until the demo's first giveaway is closed

/** A shop with something of everything to see: what the demo has, and a message that was answered. */
export async function openFullSite(options: Partial<WebOptions> = {}): Promise<FullSite> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await openSite({ dev: true, ...options }));
  const { app } = site;
  const { customer } = await seedDemo(app);
  site.clock.move(CLOSED_MS);
  await drawDueGiveaways(app);
  await seedStatus(app);
  await earnCommissions(site, customer.account);
  const { short: orderId, feed, paid, receipt } = await seedOrders(site, customer.account);
  const [post] = showPosts(await content(app), new Date(app.clock.now()));
  const [giveaway] = await listGiveaways(app);
  const places = {
    serviceId: await mostOrdered(site),
    postSlug: post?.slug ?? '',
    giveawayId: giveaway?.id ?? 0,
    ticket: await writeTicket(site),
    payment: await startTransfer(site, customer.account),
    massDraft: await pasteLines(site, customer.account),
    massBatch: await placeLines(site, customer.account),
    ...{ orderId, feed, paid, receipt },
    console: await seedConsole(app, customer.account),
    ownTicket: await seedTickets(site, customer.account),
    stop: unsubscribePath(app.vault, customer.account, ['order.partial', 'order.canceled']),
  };
  const cookies = {
    customer: await signInAs(site, customer),
    half: await signInHalfWay(site),
    developer: [],
  };
  const held = opened.move();
  return { ...site, places, cookies, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function mostOrdered({ app }: TestSite): Promise<number> {
  const { service_id: id } = await app.db
    .selectFrom('orders')
    .select('service_id')
    .groupBy('service_id')
    .orderBy((from) => from.fn.countAll(), 'desc')
    .orderBy('service_id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

/** A message of a guest that the operator has answered. */
async function writeTicket({ app, origin }: TestSite): Promise<string> {
  const now = new Date(app.clock.now());
  const desk = { vault: app.vault, now, shop: { name: 'notpanel', url: origin } };
  return app.transact(async (tx) => {
    const { id, reference, token } = await openTicket(tx, desk, {
      kind: 'question',
      name: 'Ada',
      email: 'ada@example.com',
      subject: 'When does a refill begin?',
      orderId: null,
      message: 'It dropped by a hundred.\n\nDo I have to ask for it?',
      accountId: null,
      language: 'en',
      ip: '192.0.2.1',
    });
    const by = { author: 'operator', name: 'Bo' } as const;
    await replyTicket(tx, desk, { ticketId: id, by, body: 'Yes, on the page of the order.' });
    return ticketPath('en', reference, token);
  });
}

/** The cookies of somebody who has just signed in. */
export async function signInAs(
  { app, origin }: TestSite,
  person: { email: string; password: string },
): Promise<Cookies> {
  const outcome = await signIn(app, { name: 'notpanel', url: origin }, openClient(), person);
  if (!('cookies' in outcome)) throw new Error(`could not sign in: ${outcome.kind}`);
  return outcome.cookies.map((cookie) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    return { name, value, url: origin };
  });
}

/** The cookies of somebody who owes the code of their app. */
async function signInHalfWay(site: TestSite): Promise<Cookies> {
  const { app, origin } = site;
  const shop = { name: 'notpanel', url: origin };
  const person = await openPerson(app);
  const { visitor } = await enter(app, person, openClient(), shop);
  await startTotp(app, visitor);
  const totp = await readTotp(app, shop, visitor);
  if (totp.state !== 'begun') throw new Error(`the app is ${totp.state}`);
  await confirmTotp(app, shop, visitor, codeOf(totp.secret, stepAt(app.clock.now())));
  return signInAs(site, person);
}

/** A deposit by hand that waits for its payer. */
async function startTransfer({ app }: TestSite, accountId: number): Promise<string> {
  const wish = { gateway: 'transfer', amount: parseMoney('40'), locale: 'en' } as const;
  const { id } = await startPayment(app, { ...wish, accountId, requestId: 'pages' });
  return paymentText(id);
}

/** What somebody pasted who made most of the mistakes that there are. */
async function pasteLines({ app }: TestSite, accountId: number): Promise<string> {
  const { list } = await catalog(app);
  const plain = list.filter(({ type }) => type === 'Default').slice(0, 3);
  const good = plain.map(({ id, min }, n) => `${id} | https://example.com/post/${n} | ${min}`);
  const [first] = plain;
  const lines = [...good, good[0], `${first?.id} | example.com | 1`, '999999 | x | 1', 'hello'];
  return (await saveDraft(app, accountId, lines.join('\n'))).id;
}

async function placeLines(site: TestSite, accountId: number): Promise<string> {
  const id = await pasteLines(site, accountId);
  await placeAsShown(site.app, { accountId, id });
  return id;
}

/** An affiliate with something available. */
async function earnCommissions({ app }: TestSite, accountId: number): Promise<void> {
  await openAffiliate(app, accountId);
  const actor = { kind: 'operator', name: 'Bo' } as const;
  const amount = parseMoney('12.5');
  await adjustCommissions(app, { accountId, amount, reason: 'agreed by mail', actor });
}
