import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { formatMoney, type Money } from '#lib/money.ts';
import {
  approveRefund,
  finishRefund,
  forgiveReceivable,
  listReceivables,
  listRefunds,
  paymentText,
  readPayment,
  readRefund,
  refundText,
  refuseRefund,
  requestRefund,
  type Receivable,
  type Refund,
} from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import { id, money, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { moment, receipt, table } from './text.ts';

const SHOWN = 30;

type Reason = { reason: string };

export function addRefundCommands(payment: Command, cli: Cli): void {
  payment
    .command('refunds')
    .description('list what customers want back, the newest first')
    .option('--waiting', 'only what waits for an answer')
    .option('--limit <n>', 'how many', positive, SHOWN)
    .action(
      cli.answering((options: { waiting?: boolean; limit: number }) => refunds(cli, options)),
    );
  const refund = payment.command('refund').description('money back to where it came from');
  const one = (name: string, description: string) =>
    refund.command(name).description(description).argument('<refund>', 'such as rfd_3', id);
  refund
    .command('create')
    .description('send paid, unspent money back; it is approved at once')
    .argument('<payment>', 'such as pay_12', id)
    .argument('<amount>', 'from the wallet, to the source', money)
    .requiredOption('--reason <text>', 'what the customer reads')
    .action(
      cli.answering((paymentId: number, amount: Money, { reason }: Reason) =>
        create(cli, paymentId, amount, reason),
      ),
    );
  one('approve', 'let it be sent; the worker sends it').action(
    cli.answering((refundId: number) => approve(cli, refundId)),
  );
  one('refuse', 'refuse it; its money goes back to the wallet')
    .requiredOption('--reason <text>', 'what the customer reads')
    .action(cli.answering((refundId: number, { reason }: Reason) => refuse(cli, refundId, reason)));
  one('done', 'say that you have sent it by hand').action(
    cli.answering((refundId: number) => done(cli, refundId)),
  );
  payment
    .command('owed')
    .description('list what accounts owe because a charge-back took more than they held')
    .option('--account <account>', 'only of this one', id)
    .action(cli.answering(({ account }: { account?: number }) => owed(cli, account)));
  payment
    .command('forgive')
    .description('let go of what is still owed; the revenue bears it')
    .argument('<receivable>', 'its number', id)
    .requiredOption('--reason <text>', 'why; kept in the ledger')
    .action(
      cli.answering((receivable: number, { reason }: Reason) => forgive(cli, receivable, reason)),
    );
}

const now = (app: App) => new Date(app.clock.now());

const refunds = (
  cli: Cli,
  { waiting, limit }: { waiting?: boolean; limit: number },
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listRefunds(app.db, { ...(waiting && { states: ['requested'] }), limit });
    return { json: { refunds: all.map(refundJson) }, text: refundsTable(all) };
  });

const create = (cli: Cli, paymentId: number, amount: Money, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { accountId } = await readPayment(app.db, paymentId, null);
    const wish = { accountId, paymentId, amount, reason, requestId: randomUUID() };
    const refund = await app.transact(async (tx) => {
      const asked = await requestRefund(tx, { ...wish, now: now(app), actor: OPERATOR });
      const refundId = asked.refund.id;
      return approveRefund(tx, { refundId, actor: OPERATOR, now: now(app) });
    });
    return shown(refund, 'Approved');
  });

const approve = (cli: Cli, refundId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const deciding = { refundId, actor: OPERATOR, now: now(app) };
    return shown(await app.transact((tx) => approveRefund(tx, deciding)), 'Approved');
  });

const refuse = (cli: Cli, refundId: number, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const deciding = { refundId, actor: OPERATOR, now: now(app) };
    return shown(await app.transact((tx) => refuseRefund(tx, deciding, reason)), 'Refused');
  });

const done = (cli: Cli, refundId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await finishRefund(app, refundId, OPERATOR);
    return shown(await readRefund(app.db, refundId, null), 'Done');
  });

const owed = (cli: Cli, account?: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listReceivables(app.db, account ?? null);
    return { json: { receivables: all.map(receivableJson) }, text: receivablesTable(all) };
  });

const forgive = (cli: Cli, receivable: number, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const amount = await app.transact((tx) =>
      forgiveReceivable(tx, { id: receivable, actor: OPERATOR, reason }),
    );
    return {
      json: { receivable, forgiven: formatMoney(amount), currency: app.currency },
      text: `Let go of ${formatMoney(amount)} ${app.currency}.`,
    };
  });

const shown = (refund: Refund, did: string): Answer => ({
  json: refundJson(refund),
  text: receipt(`${did}: ${refundText(refund.id)}`, [
    ['payment', paymentText(refund.paymentId)],
    ['account', String(refund.accountId)],
    ['amount', `${formatMoney(refund.amount)} ${refund.currency}`],
    ['state', refund.state],
    ['wanted because', refund.reason],
    ...(refund.answer === null ? [] : [['answered', refund.answer] as const]),
    ...(refund.error === null ? [] : [['error', refund.error] as const]),
  ]),
});

const refundJson = (one: Refund) => ({
  refund: refundText(one.id),
  payment: paymentText(one.paymentId),
  account: one.accountId,
  amount: formatMoney(one.amount),
  currency: one.currency,
  state: one.state,
  reason: one.reason,
  answer: one.answer,
  error: one.error,
  attempts: one.attempts,
  requested_at: one.requestedAt.toISOString(),
  due_at: one.dueAt.toISOString(),
  ended_at: one.endedAt?.toISOString() ?? null,
});

const refundsTable = (all: readonly Refund[]): string =>
  table(
    [
      { title: 'REFUND' },
      { title: 'PAYMENT' },
      { title: 'ACCOUNT', right: true },
      { title: 'AMOUNT', right: true },
      { title: 'STATE' },
      { title: 'ANSWER BY' },
      { title: 'BECAUSE' },
    ],
    all.map((one) => [
      refundText(one.id),
      paymentText(one.paymentId),
      String(one.accountId),
      formatMoney(one.amount),
      one.state,
      moment(one.dueAt),
      one.reason,
    ]),
    'Nobody wants money back.',
  );

const receivableJson = (one: Receivable) => ({
  receivable: one.id,
  account: one.accountId,
  payment: paymentText(one.paymentId),
  amount: formatMoney(one.amount),
  open: formatMoney(one.open),
  opened_at: one.openedAt.toISOString(),
});

const receivablesTable = (all: readonly Receivable[]): string =>
  table(
    [
      { title: 'RECEIVABLE', right: true },
      { title: 'ACCOUNT', right: true },
      { title: 'PAYMENT' },
      { title: 'AMOUNT', right: true },
      { title: 'OPEN', right: true },
      { title: 'SINCE' },
    ],
    all.map((one) => [
      String(one.id),
      String(one.accountId),
      paymentText(one.paymentId),
      formatMoney(one.amount),
      formatMoney(one.open),
      moment(one.openedAt),
    ]),
    'Nobody owes anything.',
  );
