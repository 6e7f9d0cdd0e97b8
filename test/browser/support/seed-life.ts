import { updateServices, type Service } from '#catalog/index.ts';
import { setIdentity } from '#content/index.ts';
import { asRate, parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { addGiveaway, drawGiveaway, enterGiveaway } from '#promotions/index.ts';
import { setDisplayRate } from '#storefront/index.ts';
import { openTicket, replyTicket, ticketPath } from '#support/index.ts';
import { openEntrants } from '#test/support/giveaway-desk.ts';
import type { MovedClock } from '#test/support/provider-desk.ts';

export const DAY_MS = 86_400_000;
const OPERATOR = { kind: 'operator', name: 'test' } as const;

const IDENTITY = {
  name: 'Harbour Media Ltd',
  address: '1 Quay Street, 20457 Hamburg',
  country: 'DE',
  email: 'office@harbour.example',
  responsible: 'Ada Example, director',
  descriptor: 'HARBOUR MEDIA',
  law: 'DE',
  court: 'Hamburg',
  hosting: 'Hoster GmbH, DE',
  mailer: 'Mailer AS, NO',
  payments: 'Bank transfer only',
  records_years: '10',
};

/** What an operator does: says who they are, sets currencies, changes services, gives away. */
export async function seedLife(
  app: App,
  clock: MovedClock,
  services: readonly Service[],
): Promise<{ giveawayId: number; ticket: string }> {
  const today = () => new Date(clock.now());
  await app.transact(async (tx) => {
    await setIdentity(tx, { values: IDENTITY, by: 'operator:test', now: today() });
    for (const [currency, rate] of [
      ['EUR', '0.92'],
      ['TRY', '41.2'],
      ['SAR', '3.75'],
    ] as const) {
      const asOf = today().toISOString().slice(0, 10);
      const given = { currency, rate: parseMoney(rate), asOf, source: 'test', shopCurrency: 'USD' };
      await setDisplayRate(tx, given, today());
    }
  });
  await changeSome(app, services);
  const { id: giveawayId } = await announce(app, 'A second round', today(), 6 * DAY_MS);
  for (const accountId of await openEntrants(app, 4))
    await enterGiveaway(app, { giveawayId, accountId });
  return { giveawayId, ticket: await writeTicket(app, today()) };
}

const announce = (app: App, title: string, from: Date, forMs: number) =>
  addGiveaway(app, {
    title,
    rules: 'One entry an account. Prizes are credited to the wallet and cannot be paid out.',
    prizes: ['25', '10', '5.5'].map(parseMoney),
    closesAt: new Date(from.getTime() + forMs),
    beacon: false,
    actor: OPERATOR,
  });

/** A giveaway that is over; the clock is a day later then. */
export async function playGiveaway(app: App, clock: MovedClock): Promise<void> {
  const { id: giveawayId } = await announce(app, 'A first round', new Date(clock.now()), DAY_MS);
  for (const accountId of await openEntrants(app, 9)) {
    await enterGiveaway(app, { giveawayId, accountId });
  }
  clock.move(DAY_MS);
  await drawGiveaway(app, giveawayId);
}

/** One dearer, one cheaper, one with other limits, one that is not sold any more. */
async function changeSome(app: App, services: readonly Service[]): Promise<void> {
  const [dearer, cheaper, limited, paused] = services.slice(-4) as [
    Service,
    Service,
    Service,
    Service,
  ];
  const times = ({ rate }: Service, percent: bigint) => asRate((rate * percent) / 100n);
  const patches = [
    { id: dearer.id, rate: times(dearer, 112n) },
    { id: cheaper.id, rate: times(cheaper, 91n) },
    { id: limited.id, max: limited.max * 2 },
    { id: paused.id, active: false },
  ];
  await app.transact((tx) => updateServices(tx, patches, { source: 'operator:test' }));
}

/** A message of a guest that the operator has answered. */
async function writeTicket(app: App, now: Date): Promise<string> {
  const shop = { name: 'notpanel', url: 'http://panel.example' };
  return app.transact(async (tx) => {
    const desk = { vault: app.vault, now, shop };
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
