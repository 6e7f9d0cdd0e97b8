import { cleanFiles, findTicket, openTicket } from '#support/index.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import { addService, orderOf } from '#test/support/shop.ts';
import { placeOrder } from '#orders/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { Case } from './case.ts';

/** A ticket of the owner's with a file. */
async function openOf({ app }: Dashboard, { accountId, email }: Customer) {
  const desk = { vault: app.vault, now: new Date(app.clock.now()), shop: app.shop };
  const files = await cleanFiles([{ name: 'secret.txt', bytes: Buffer.from('the secret file') }]);
  const { reference } = await app.transact((tx) =>
    openTicket(tx, desk, {
      ...{ kind: 'question', name: 'Owner', email, subject: 'The secret subject' },
      ...{ message: 'The secret message.', orderId: null, accountId, language: 'en' },
      ...{ ip: '203.0.113.7', files },
    }),
  );
  const ticket = await findTicket(app.db, reference, 'operator');
  return { reference, fileId: ticket?.messages[0]?.files[0]?.id ?? '' };
}

const SECRETS = ['secret subject', 'secret message', 'secret.txt', 'secret file'];

const withTicket =
  (form: Record<string, string> = {}) =>
  async (desk: Dashboard, owner: Customer) => {
    const { reference } = await openOf(desk, owner);
    const more = () => findTicket(desk.app.db, reference, 'operator');
    return { path: `/dashboard/tickets/${reference}`, form, secrets: SECRETS, more };
  };

const FORM = { kind: 'order', subject: 'Mine', message: 'I write of the order of another.' };

/** A stranger names the owner's order; nothing tells it from one that never was. */
async function withOrder({ app }: Dashboard, { accountId }: Customer) {
  const actor = { kind: 'system', name: 'test' } as const;
  const amount = parseMoney('10');
  await app.transact((tx) => creditWallet(tx, { accountId, amount, reason: 'test', actor }));
  const service = await addService(app);
  const { orderId } = await placeOrder(app, orderOf(accountId, service));
  return { path: '/dashboard/tickets/new', form: { ...FORM, order: `ord_${orderId}` } };
}

const TICKET = '/dashboard/tickets/:id';

export const TICKET_CASES: readonly Case[] = [
  { route: TICKET, attempt: withTicket() },
  { route: TICKET, intent: 'reply', attempt: withTicket({ message: 'I reply in it.' }) },
  { route: TICKET, intent: 'close', attempt: withTicket() },
  { route: TICKET, intent: 'rate', attempt: withTicket({ rating: '1', note: 'bad' }) },
  {
    route: '/dashboard/tickets/:id/files/:file',
    async attempt(desk, owner) {
      const { reference, fileId } = await openOf(desk, owner);
      return { path: `/dashboard/tickets/${reference}/files/${fileId}`, secrets: SECRETS };
    },
  },
  { route: '/dashboard/tickets/new', intent: 'next', meets: 200, attempt: withOrder },
  { route: '/dashboard/tickets/new', intent: 'open', meets: 422, attempt: withOrder },
];
