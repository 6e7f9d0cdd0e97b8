import { recordAccountEvents, type AccountEvent } from '#accounts/index.ts';
import { takeNews } from '#notifications/index.ts';
import { cleanFiles, closeTicket, openTicket, replyTicket, setGoal } from '#support/index.ts';
import { makePng } from '#test/support/pictures.ts';
import { horizon } from '#test/support/webhook-desk.ts';
import type { TestSite } from './site.ts';

const OPERATOR = { author: 'operator', name: 'Bo' } as const;
const HOUR_MS = 3_600_000;

/** A conversation with files and a goal, one that is closed, and news; answers the first's reference. */
export async function seedTickets({ app, clock }: TestSite, accountId: number): Promise<string> {
  const desk = () => ({ vault: app.vault, now: new Date(clock.now()), shop: app.shop });
  const [order] = await app.db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(1)
    .execute();
  const files = await cleanFiles([
    { name: 'screenshot.png', bytes: makePng(640, 400) },
    { name: 'a long name of a file with links.txt', bytes: Buffer.from('https://example.com\n') },
  ]);
  const open = (subject: string, message: string, more = {}) =>
    app.transact((tx) =>
      openTicket(tx, desk(), {
        ...{ kind: 'order', name: 'Demo', email: 'demo@example.com', language: 'en' },
        ...{ subject, message, accountId, orderId: null, ip: '192.0.2.9', ...more },
      }),
    );
  await app.transact((tx) => setGoal(tx, 'high', 480));
  const first = await open(
    'It stopped at half of the way',
    'The order stands at 1,250 of 2,500 since yesterday.\n\nIs it still running?',
    {
      priority: 'high',
      files,
      links: { order: order ? [order.id] : [], payment: [], delivery: [] },
    },
  );
  clock.move(2 * HOUR_MS);
  await app.transact((tx) =>
    replyTicket(tx, desk(), {
      ...{ ticketId: first.id, by: OPERATOR },
      body: 'It is. The provider delivers in two parts; the second begins tonight.',
    }),
  );
  await app.transact((tx) =>
    replyTicket(tx, desk(), {
      ...{ ticketId: first.id, by: { author: 'writer' } },
      body: 'Thank you. I will look again tomorrow.',
    }),
  );
  const closed = await open('Invoice for October', 'Where do I find it?', { kind: 'payment' });
  await app.transact((tx) => closeTicket(tx, desk(), { ticketId: closed.id, by: OPERATOR }));
  await seedNews({ app, clock }, accountId);
  return first.reference;
}

async function seedNews({ app, clock }: Pick<TestSite, 'app' | 'clock'>, accountId: number) {
  const event = (one: Omit<AccountEvent, 'accountId'>): AccountEvent => ({ accountId, ...one });
  await app.transact((tx) =>
    recordAccountEvents(
      tx,
      [
        event({
          type: 'payment.credited',
          subject: 'pay_1/1',
          data: { payment: 1, amount: '250.00 USD' },
        }),
        event({
          type: 'webhook.failing',
          subject: 'webhook:1',
          data: { webhook: 1, host: 'hooks.example.com' },
        }),
        event({
          type: 'balance.low',
          subject: 'at:1',
          data: { balance: '8.40 USD', threshold: '10.00 USD' },
        }),
        event({ type: 'security.new_device', subject: 'a', data: { client: 'Firefox on Linux' } }),
      ],
      new Date(clock.now()),
    ),
  );
  await horizon(app);
  await takeNews(app);
}
