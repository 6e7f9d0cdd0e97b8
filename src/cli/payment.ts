import { Option, type Command } from 'commander';
import type { Money } from '#lib/money.ts';
import {
  approveTransfer,
  askGateway,
  listDisputes,
  listEvents,
  listPayments,
  paymentText,
  readPayment,
  readPaymentSteps,
  refuseTransfer,
  reportDispute,
  settleEvent,
} from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import type { PaymentState } from '#platform/db/schema.ts';
import { bigId, id, money, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { addRefundCommands } from './payment-refund.ts';
import {
  disputesAnswer,
  eventsAnswer,
  paymentJson,
  paymentsTable,
  paymentText as asText,
} from './payment-view.ts';
import { more } from './text.ts';

const STATES: PaymentState[] = [
  ...(['new', 'open', 'reported', 'processing', 'partial'] as const),
  ...(['paid', 'expired', 'failed', 'refused'] as const),
];
const SHOWN = 30;

type ListOptions = { account?: number; state?: PaymentState; before?: number; limit: number };
type SettleOptions = { payment?: number; amount?: Money };
type DisputeOptions = { ref: string; amount?: Money; won?: boolean; lost?: boolean };

export function addPaymentCommands(program: Command, cli: Cli): void {
  const payment = program.command('payment').description('money in, and what goes back');
  const one = (name: string, description: string) =>
    payment.command(name).description(description).argument('<payment>', 'such as pay_12', id);
  payment
    .command('list')
    .description('list payments, the newest first')
    .option('--account <account>', 'only of this one', id)
    .addOption(new Option('--state <name>', 'only these').choices(STATES))
    .option('--before <payment>', 'older ones than this', id)
    .option('--limit <n>', 'how many', positive, SHOWN)
    .action(cli.answering((options: ListOptions) => list(cli, options)));
  one('show', 'show a payment with all that was heard of it').action(
    cli.answering((paymentId: number) => show(cli, paymentId)),
  );
  one('approve', 'credit a transfer by hand with what has arrived, once')
    .argument('<amount>', 'all that arrived, the fee in it', money)
    .action(cli.answering((paymentId: number, arrived: Money) => approve(cli, paymentId, arrived)));
  one('refuse', 'say that a transfer by hand did not arrive')
    .requiredOption('--reason <text>', 'what the customer reads')
    .action(
      cli.answering((paymentId: number, { reason }: { reason: string }) =>
        refuse(cli, paymentId, reason),
      ),
    );
  one('ask', 'ask the gateway what has happened, and apply it').action(
    cli.answering((paymentId: number) => ask(cli, paymentId)),
  );
  one('dispute', 'say what became of a charge-back that no gateway tells of')
    .requiredOption('--ref <text>', "the bank's name of it")
    .option('--amount <amount>', 'it was opened, of so much', money)
    .addOption(new Option('--won', 'it was judged for the shop').conflicts(['lost', 'amount']))
    .addOption(new Option('--lost', 'it was judged against it').conflicts(['won', 'amount']))
    .action(
      cli.answering((paymentId: number, options: DisputeOptions) =>
        dispute(cli, paymentId, options),
      ),
    );
  payment
    .command('disputes')
    .description('list charge-backs, the newest first')
    .option('--limit <n>', 'how many', positive, SHOWN)
    .action(cli.answering(({ limit }: { limit: number }) => disputes(cli, limit)));
  addEventCommands(payment, cli);
  addRefundCommands(payment, cli);
}

function addEventCommands(payment: Command, cli: Cli): void {
  payment
    .command('events')
    .description('list what gateways said, the newest first')
    .option('--kept', 'only what waits for a person')
    .option('--limit <n>', 'how many', positive, SHOWN)
    .action(cli.answering((options: { kept?: boolean; limit: number }) => events(cli, options)));
  payment
    .command('settle')
    .description('settle an event that was kept: credit a payment with it, or close it')
    .argument('<event>', 'number of the event', bigId)
    .option('--payment <payment>', 'the payment that it was for', id)
    .option('--amount <amount>', 'what has arrived, the fee in it', money)
    .action(cli.answering((event: bigint, options: SettleOptions) => settle(cli, event, options)));
}

const now = (app: App) => new Date(app.clock.now());

const list = (cli: Cli, { account, state, before, limit }: ListOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listPayments(app.db, {
      ...(account !== undefined && { accountId: account }),
      ...(state !== undefined && { states: [state] }),
      ...(before !== undefined && { before }),
      limit: limit + 1,
    });
    const shown = all.slice(0, limit);
    return {
      json: { payments: shown.map(paymentJson) },
      text: [paymentsTable(shown), ...more(all.length, limit)].join('\n'),
    };
  });

const show = (cli: Cli, paymentId: number): Promise<Answer> =>
  cli.withApp((app) => shown(app, paymentId, `Payment ${paymentText(paymentId)}`));

async function shown(app: App, paymentId: number, title: string): Promise<Answer> {
  const payment = await readPayment(app.db, paymentId, null);
  const steps = await readPaymentSteps(app.db, paymentId);
  return {
    json: { ...paymentJson(payment), events: eventsAnswer.steps(steps) },
    text: asText(payment, steps, title),
  };
}

const approve = (cli: Cli, paymentId: number, arrived: Money): Promise<Answer> =>
  cli.withApp(async (app) => {
    const judging = { paymentId, actor: OPERATOR, now: now(app) };
    await app.transact((tx) => approveTransfer(tx, judging, arrived));
    return shown(app, paymentId, `Approved ${paymentText(paymentId)}`);
  });

const refuse = (cli: Cli, paymentId: number, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const judging = { paymentId, actor: OPERATOR, now: now(app) };
    await app.transact((tx) => refuseTransfer(tx, judging, reason));
    return shown(app, paymentId, `Refused ${paymentText(paymentId)}`);
  });

const ask = (cli: Cli, paymentId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await askGateway(app, await readPayment(app.db, paymentId, null));
    return shown(app, paymentId, `Asked about ${paymentText(paymentId)}`);
  });

const dispute = (
  cli: Cli,
  paymentId: number,
  { ref, amount, won, lost }: DisputeOptions,
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const what = won ? 'won' : lost ? 'lost' : 'opened';
    const said = what === 'opened' ? { what, amount: amount ?? (0n as Money) } : { what };
    await reportDispute(app, { paymentId, ref, actor: OPERATOR, ...said } as Parameters<
      typeof reportDispute
    >[1]);
    return shown(app, paymentId, `The dispute ${ref} of ${paymentText(paymentId)} is ${what}`);
  });

const disputes = (cli: Cli, limit: number): Promise<Answer> =>
  cli.withApp(async (app) => disputesAnswer(await listDisputes(app.db, { limit })));

const events = (cli: Cli, { kept, limit }: { kept?: boolean; limit: number }): Promise<Answer> =>
  cli.withApp(async (app) =>
    eventsAnswer.list(await listEvents(app.db, { ...(kept && { outcome: 'kept' }), limit })),
  );

const settle = (cli: Cli, eventId: bigint, { payment, amount }: SettleOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const credit =
      payment === undefined ? null : { paymentId: payment, gross: amount ?? (0n as Money) };
    await settleEvent(app, { eventId, credit, actor: OPERATOR });
    if (payment !== undefined) return shown(app, payment, `Settled event ${eventId}`);
    return {
      json: { event: String(eventId), settled: true },
      text: `Closed event ${eventId}; nothing was credited.`,
    };
  });
