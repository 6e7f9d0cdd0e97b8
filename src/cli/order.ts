import { Option, type Command } from 'commander';
import {
  addSighting,
  listUnknown,
  POLICIES,
  readUnknownPolicy,
  resolveUnknown,
  setUnknownPolicy,
  type Decision,
  type Settled,
  type UnknownOrder,
  type UnknownPolicy,
} from '#fulfilment/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney } from '#lib/money.ts';
import { id, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { addDripFeedCommands } from './order-drip-feed.ts';
import { addOrderShowCommand } from './order-show.ts';
import { addOrderStuckCommand } from './order-stuck.ts';
import { bold, dim, moment, receipt } from './text.ts';

type Verdict = { placed?: string | true; notPlaced?: true; reason?: string };
type Seen = { startCount: 'moved' | 'still'; note?: string };
type Given = { act?: UnknownPolicy['act']; afterHours?: number };

export function addOrderCommands(program: Command, cli: Cli): void {
  const order = program
    .command('order')
    .description('orders: one of them, and those that somebody has to look at');
  addOrderShowCommand(order, cli);
  addOrderStuckCommand(order, cli);
  addDripFeedCommands(order, cli);
  order
    .command('unknown')
    .description('orders that their provider may have or not, the oldest first')
    .action(cli.answering(() => list(cli)));
  order
    .command('resolve')
    .description('say whether a provider has an order in doubt; it is never sent again by itself')
    .argument('<order>', 'its number', id)
    .option('--placed [number]', 'the provider has it, under this number of its own')
    .option('--not-placed', 'the provider does not have it: the customer is refunded')
    .option('--reason <text>', 'how you know, for the record')
    .action(cli.answering((order: number, verdict: Verdict) => resolve(cli, order, verdict)));
  order
    .command('evidence')
    .description('say what you saw of an order in doubt; two things that agree decide')
    .argument('<order>', 'its number', id)
    .addOption(
      new Option('--start-count <counter>', 'what the counter at its target does')
        .choices(['moved', 'still'])
        .makeOptionMandatory(),
    )
    .option('--note <text>', 'what you saw, for the record')
    .action(cli.answering((order: number, seen: Seen) => sight(cli, order, seen)));
  order
    .command('policy')
    .description('what becomes of orders that stay in doubt; without options: what is set')
    .addOption(new Option('--act <what>', 'refund the customer, or hold on').choices(POLICIES))
    .option('--after-hours <n>', 'how long it may stay in doubt', positive)
    .action(cli.answering((given: Given) => policy(cli, given)));
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const orders = await listUnknown(app.db);
    return {
      json: { orders: orders.map(asJson) },
      text: orders.length === 0 ? 'No order is in doubt.' : orders.map(asText).join('\n\n'),
    };
  });

const asJson = (order: UnknownOrder) => ({
  order: order.orderId,
  provider: order.providerId,
  provider_service: order.providerService,
  link: order.link,
  quantity: order.quantity,
  charge: formatMoney(order.charge),
  since: order.since.toISOString(),
  outcome: order.outcome,
  error: order.error,
  answer: order.answer,
  at_risk: order.atRisk === null ? null : formatMoney(order.atRisk),
  evidence: order.evidence,
});

function asText(order: UnknownOrder): string {
  const pieces = order.evidence.map(
    ({ kind, verdict, strong, note }) =>
      `   ${strong ? 'strong' : 'weak'}: ${kind.replace('_', ' ')} says ` +
      `${verdict.replace('_', ' ')}${note === null || note === undefined ? '' : ` (${note})`}`,
  );
  const risk =
    order.atRisk === null ? [] : [`   refunded; ${formatMoney(order.atRisk)} is set aside`];
  return [
    `${bold(String(order.orderId))}  ${order.provider}, its service ${order.providerService}: ` +
      `${order.quantity} for ${order.link}`,
    dim(`   since ${moment(order.since)} UTC: ${order.error ?? 'no answer'}`),
    ...pieces,
    ...risk,
  ].join('\n');
}

const resolve = (cli: Cli, orderId: number, verdict: Verdict): Promise<Answer> =>
  cli.withApp(async (app) => {
    const settled = await resolveUnknown(app, decisionOf(orderId, verdict), OPERATOR);
    return asSettled(orderId, settled);
  });

function decisionOf(orderId: number, { placed, notPlaced, reason }: Verdict): Decision {
  if ((placed === undefined) === (notPlaced === undefined)) {
    throw new AppError('invalid_parameter', 'say either --placed <number> or --not-placed');
  }
  const given = { orderId, ...(reason !== undefined && { reason }) };
  if (placed === undefined) return { ...given, verdict: 'not_placed' };
  return { ...given, verdict: 'placed', ...(placed !== true && { providerOrderId: placed }) };
}

const sight = (cli: Cli, orderId: number, { startCount, note }: Seen): Promise<Answer> =>
  cli.withApp(async (app) => {
    const seen = { orderId, counter: startCount, ...(note !== undefined && { note }) };
    return asSettled(orderId, await addSighting(app, seen, OPERATOR));
  });

const SETTLED: Record<Settled['verdict'], string> = {
  placed: 'its provider has it; it goes on',
  not_placed: 'its provider does not have it; its customer has the money back',
};

function asSettled(orderId: number, [settled]: readonly Settled[]): Answer {
  const text = settled ? SETTLED[settled.verdict] : 'noted; it is still in doubt';
  return {
    json: { ok: true, order: orderId, verdict: settled?.verdict ?? null },
    text: `Order ${orderId}: ${text}.`,
  };
}

const policy = (cli: Cli, { act, afterHours }: Given): Promise<Answer> =>
  cli.withApp(async (app) => {
    const given = {
      ...(act !== undefined && { act }),
      ...(afterHours !== undefined && { afterHours }),
    };
    const isAsked = Object.keys(given).length === 0;
    const set = isAsked
      ? await readUnknownPolicy(app.db)
      : await app.transact((tx) => setUnknownPolicy(tx, given, new Date(app.clock.now())));
    return {
      json: { act: set.act, after_hours: set.afterHours },
      text: receipt('Orders that stay in doubt', [
        ['after', `${set.afterHours} hours`],
        [
          'become',
          set.act === 'refund' ? 'refunded, and a risk of ours' : 'nothing: they are held',
        ],
      ]),
    };
  });
