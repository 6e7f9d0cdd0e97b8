import { creditWallet, readBalance } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import { cancelOrder, readStatuses, SHOWN } from '#orders/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { requestRefill } from '#refills/index.ts';
import { Broken } from './broken.ts';
import { isOver } from './model.ts';
import { refusalOf } from './refusal.ts';
import { count, type Sim } from './sim.ts';

const ACTOR = { kind: 'system', name: 'sim' } as const;

export async function deposit(sim: Sim): Promise<string> {
  const { chance, model, shop, process } = sim;
  const known = [...model.deposits.keys()];
  const again = known.length > 0 && chance.odds(0.2);
  const reference = again ? chance.pick(known) : `deposit-${known.length + 1}`;
  const offered = model.deposits.get(reference) ?? {
    account: chance.pick(shop.buyers).id,
    amount: BigInt(chance.int(1, 10)) * 10n ** BigInt(chance.int(8, 11)),
    credited: false,
  };
  const before = offered.credited;
  model.deposits.set(reference, offered);
  const { account: accountId, amount } = offered;
  const said = await refusalOf(
    process.app
      .transact((tx) =>
        creditWallet(tx, {
          accountId,
          amount: asMoney(amount),
          reason: 'sim',
          reference,
          actor: ACTOR,
        }),
      )
      .then(({ credited }) => {
        if (credited === before)
          throw new Broken(`${reference} is told to be credited: ${credited}`);
      }),
  );
  return `${reference} of ${amount} to ${accountId}: ${said}`;
}

/**
 * One payment is reported for two accounts at the same moment. The second looks for the reference
 * before the first commits, and writes after it looked: only the unique index keeps it out.
 */
export async function rivalDeposits(sim: Sim): Promise<string> {
  const { chance, model, shop, process } = sim;
  const [first, second] = [chance.pick(shop.buyers).id, chance.pick(shop.buyers).id];
  if (first === second) return 'one account only';
  const reference = `deposit-${model.deposits.size + 1}`;
  const amount = BigInt(chance.int(1, 9)) * 10n ** 8n;
  model.deposits.set(reference, { account: first, amount, credited: false });
  const wrote = Promise.withResolvers<void>();
  const credit = (tx: Tx, accountId: number) =>
    creditWallet(tx, {
      accountId,
      amount: asMoney(amount),
      reason: 'sim',
      reference,
      actor: ACTOR,
    });
  let rival: Promise<string> | undefined;
  const won = process.app.transact(async (tx) => {
    const { credited } = await credit(tx, first);
    rival = refusalOf(
      process.app.transact((other) => credit(toldWhenWriting(other, wrote.resolve), second)),
    );
    await Promise.race([wrote.promise, rival]);
    return credited;
  });
  const said = await refusalOf(won);
  return `${reference} to ${first} and ${second}: ${said}, ${await rival}`;
}

const toldWhenWriting = (tx: Tx, told: () => void): Tx => ({
  ...tx,
  run: ((statement: Parameters<Tx['run']>[0], values: readonly unknown[]) => {
    const written = tx.run(statement, values);
    if (statement.name === 'transfers-insert') told();
    return written;
  }) as Tx['run'],
});

export async function cancel(sim: Sim): Promise<string> {
  const { chance, model, process, shop } = sim;
  const orders = [...model.orders.values()];
  if (orders.length === 0) return 'nothing to cancel';
  const { row } = chance.odds(0.7) ? chance.pick(orders.slice(-20)) : chance.pick(orders);
  const stranger = chance.odds(0.1) ? chance.pick(shop.buyers).id : row.account_id;
  if (stranger === row.account_id) model.cancels.add(row.id);
  const said = await refusalOf(cancelOrder(process.app, stranger, row.id));
  const due = stranger === row.account_id ? null : 'order_not_found';
  if (due !== null && said !== due)
    throw new Broken(`account ${stranger} cancels ${row.id}: ${said}`);
  if (due === null && !isOver(row.status) && said !== 'done' && said !== 'lost') {
    throw new Broken(`canceling the open order ${row.id} is refused: ${said}`);
  }
  count(sim, `cancel: ${said}`);
  return `${row.id} by ${stranger}: ${said}`;
}

export async function refill(sim: Sim): Promise<string> {
  const { chance, model, process } = sim;
  const ended = [...model.orders.values()].filter(({ row }) => isOver(row.status));
  if (ended.length === 0) return 'nothing to refill';
  const { row } = chance.pick(ended);
  const said = await refusalOf(requestRefill(process.app, row.account_id, row.id));
  count(sim, `refill: ${said}`);
  return `${row.id}: ${said}`;
}

/** What a customer reads is his, and what the model says; of others he reads nothing. */
export async function peek(sim: Sim): Promise<string> {
  const { chance, model, process, shop } = sim;
  const { id } = chance.pick(shop.buyers);
  const orders = [...model.orders.values()].slice(-50);
  const views = await readStatuses(
    process.app,
    id,
    orders.map(({ row }) => row.id),
  );
  for (const [index, view] of views.entries()) {
    const { row } = orders[index] as (typeof orders)[number];
    const mine = row.account_id === id;
    if (mine !== (view !== undefined))
      throw new Broken(`account ${id} reads order ${row.id}: ${mine}`);
    const shown = SHOWN[row.status as keyof typeof SHOWN];
    if (view && (view.status !== shown || view.remains !== row.remains)) {
      throw new Broken(`order ${row.id} is shown as ${view.status} with ${view.remains}`);
    }
  }
  const balance = await readBalance(process.app, id);
  if (balance !== (model.wallets.get(id) ?? 0n)) throw new Broken(`account ${id} reads ${balance}`);
  return `${id}: ${balance}`;
}
