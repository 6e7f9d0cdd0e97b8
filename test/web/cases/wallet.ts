import { issueReceipt, issuerOf, monthOf } from '#billing/index.ts';
import { movePast } from '#test/support/wallet-past.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Case } from './case.ts';

const PAST = new Date('2026-02-10T12:00:00Z');

/** A deposit of long ago, and the receipt of it. */
async function receiptOf({ app }: Dashboard, { accountId }: Customer) {
  await movePast(app, accountId, [{ kind: 'deposit', amount: 73_310_000_000n, at: PAST }]);
  const { id: transferId } = await app.db
    .selectFrom('transfers')
    .select('id')
    .where('to_id', '=', BigInt(accountId))
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const issued = await app.transact((tx) =>
    issueReceipt(tx, { accountId, transferId }, issuerOf(app)),
  );
  return { ...issued, transferId };
}

const SECRETS = ['73.31'];

const statement = (end: string): Case['attempt'] =>
  async function attempt(desk, owner) {
    await receiptOf(desk, owner);
    const path = `/dashboard/wallet/statements/${monthOf(PAST)}${end}`;
    return { path, secrets: [owner.email, ...SECRETS] };
  };

const document = (end: string): Case['attempt'] =>
  async function attempt(desk, owner) {
    const { id, number } = await receiptOf(desk, owner);
    const secrets = [owner.email, number, ...SECRETS];
    return { path: `/dashboard/wallet/invoices/${id}${end}`, secrets };
  };

export const WALLET_CASES: readonly Case[] = [
  { route: '/dashboard/wallet/statements/:month', attempt: statement('') },
  { route: '/dashboard/wallet/statements/:month.pdf', attempt: statement('.pdf') },
  { route: '/dashboard/wallet/invoices/:id', attempt: document('') },
  { route: '/dashboard/wallet/invoices/:id.pdf', attempt: document('.pdf') },
  {
    route: '/dashboard/wallet',
    intent: 'receipt',
    async attempt(desk, owner) {
      const { transferId } = await receiptOf(desk, owner);
      return {
        path: '/dashboard/wallet',
        form: { transfer: String(transferId) },
        secrets: SECRETS,
      };
    },
  },
  {
    route: '/dashboard/wallet/details',
    intent: 'save',
    meets: 303,
    // A form that names nobody: it is whoever sends it.
    attempt: () =>
      Promise.resolve({
        path: '/dashboard/wallet/details',
        form: {
          name: 'A stranger',
          company: '',
          address: 'Street 1',
          country: 'DE',
          taxNumber: '',
        },
      }),
  },
  {
    route: '/dashboard/wallet/refund',
    intent: 'request',
    async attempt({ app }, { accountId }) {
      const now = new Date(app.clock.now());
      const gateway = { name: `g${accountId}`, kind: 'test', label: 'Test', minimum: 1n };
      const { id } = await app.transact(async (tx) => {
        const { id: gatewayId } = await tx
          .insertInto('gateways')
          .values({ ...gateway, settings_sealed: Buffer.alloc(1), created_at: now })
          .returning('id')
          .executeTakeFirstOrThrow();
        return tx
          .insertInto('payments')
          .values({
            ...{ account_id: accountId, gateway_id: gatewayId, request_id: 'one', amount: 10n },
            ...{ fee: 0n, to_pay: 10n, fee_bp: 0, currency: app.currency, locale: 'en' },
            ...{ created_at: now, expires_at: now },
          })
          .returning('id')
          .executeTakeFirstOrThrow();
      });
      const form = { payment: `pay_${id}`, amount: '1.00', reason: 'mine', request: 'another' };
      return { path: '/dashboard/wallet/refund', form };
    },
  },
];
