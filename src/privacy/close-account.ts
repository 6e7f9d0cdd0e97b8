import { suspendAccount } from '#accounts/index.ts';
import { endSessions, mailUser, requireFresh, usersOf, type Visitor } from '#auth/index.ts';
import { listKeys, revokeKey } from '#keys/index.ts';
import { lockWallets, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { openTicket } from '#support/index.ts';
import { listEndpoints, removeEndpoint } from '#webhooks/index.ts';
import { ERASED_AFTER_MS, readClosing, type Closing } from './closing.ts';

export const CLOSED = 'closed by its owner';

/**
 * Ends an account for whoever signs in for it: keys, webhooks and sessions end at once, and a
 * balance becomes a ticket that asks for its payment. For 30 days an operator can give it back; then
 * `eraseClosed` takes out whom it was of. Refuses `scope_missing` without a fresh proof, `conflict`
 * with what is open, and operators.
 */
export async function closeAccount(
  app: App,
  visitor: Visitor,
  ip: string,
): Promise<Closing & { ticket: string | null }> {
  requireFresh(visitor);
  const { accountId } = visitor;
  if (visitor.role !== 'customer') throw new AppError('conflict', 'this account runs the shop');
  return app.transact(async (tx) => {
    const now = new Date(app.clock.now());
    await lockWallets(tx, [walletOf(accountId)]); // orders wait, and find the account closed
    const closing = await readClosing(tx, accountId);
    if (closing.obstacles.length > 0) {
      throw new AppError('conflict', `not while there are open ${closing.obstacles.join(', ')}`);
    }
    await shutDoors(tx, accountId, now);
    const ticket = closing.balance > 0n ? await askForPayment(tx, app, visitor, closing, ip) : null;
    await tx
      .insertInto('account_closings')
      .values({
        account_id: accountId,
        closed_at: now,
        erase_at: new Date(now.getTime() + ERASED_AFTER_MS),
        balance: closing.balance,
        ticket,
      })
      .execute();
    await mailUser(tx, app, app.shop, visitor, 'account-closed');
    return { ...closing, ticket };
  });
}

async function shutDoors(tx: Tx, accountId: number, now: Date): Promise<void> {
  for (const { id, revokedAt } of await listKeys(tx, accountId)) {
    if (!revokedAt) await revokeKey(tx, id);
  }
  for (const { id: endpointId } of await listEndpoints(tx, { accountId })) {
    await removeEndpoint(tx, { endpointId, accountId }, now);
  }
  await suspendAccount(tx, accountId, CLOSED);
  await endSessions(tx, await usersOf(tx, accountId));
}

async function askForPayment(
  tx: Tx,
  app: App,
  visitor: Visitor,
  { balance }: Closing,
  ip: string,
): Promise<string> {
  const amount = `${formatMoney(balance)} ${app.currency}`;
  const desk = { vault: app.vault, now: new Date(app.clock.now()), shop: app.shop };
  const { reference } = await openTicket(tx, desk, {
    kind: 'payment',
    accountId: visitor.accountId,
    orderId: null,
    name: visitor.name,
    email: visitor.email,
    language: visitor.locale,
    ip,
    subject: `Account ${visitor.accountId} is closed: ${amount} to pay out`,
    message: `The account was closed with ${amount} in its wallet. Pay it back to where it came from, and book it.`,
  });
  return reference;
}
