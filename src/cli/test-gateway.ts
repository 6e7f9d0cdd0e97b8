import { InvalidArgumentError, type Command } from 'commander';
import { formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { addGateway, paymentIdOf, playAtTestGateway, readPayment } from '#payments/index.ts';
import type { Play } from '#test-gateway/index.ts';
import { newTestSettings } from '../start/index.ts';
import { money } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, table } from './text.ts';

/** What may happen to a payment, by the name of its command. */
const PLAYS: readonly [name: string, play: Play, says: string][] = [
  ['pay', 'pay', 'what is due is paid'],
  ['decline', 'decline', 'the payer is declined'],
  ['slow', 'slow', 'it is seen, and confirmed some seconds later'],
  ['late', 'late', 'the checkout runs out, and the money comes some seconds later'],
  ['thrice', 'thrice', 'it is paid, and the notice comes three times'],
  ['charge-back', 'dispute', 'what was paid is charged back'],
  ['win', 'win', 'the charge-back is decided for the shop'],
  ['lose', 'lose', 'the charge-back is decided for the payer'],
];

const WITH_AMOUNT: readonly [name: string, play: Play, says: string][] = [
  ['less', 'less', 'less than is due is paid'],
  ['more', 'more', 'more than is due is paid'],
];

export function addTestGatewayCommands(program: Command, cli: Cli): void {
  const gateway = program
    .command('test-gateway')
    .description('a gateway through which no money moves, and what happens at it');
  gateway
    .command('add')
    .description('offer it in a shop that is being tried; it runs from the next start on')
    .option('--name <name>', 'in addresses', 'test')
    .option('--minimum <amount>', 'the least deposit', money, parseMoney('1'))
    .action(cli.answering((given: { name: string; minimum: Money }) => add(cli, given)));
  for (const [name, played, says] of PLAYS) {
    gateway
      .command(name)
      .description(says)
      .argument('<payment>', 'such as pay_12', paymentId)
      .action(cli.answering((payment: number) => play(cli, payment, played)));
  }
  for (const [name, played, says] of WITH_AMOUNT) {
    gateway
      .command(name)
      .description(says)
      .argument('<payment>', 'such as pay_12', paymentId)
      .argument('<amount>', 'what comes', money)
      .action(
        cli.answering((payment: number, amount: Money) =>
          play(cli, payment, played, formatMoney(amount)),
        ),
      );
  }
}

function paymentId(text: string): number {
  const id = paymentIdOf(text);
  if (id === undefined) throw new InvalidArgumentError('Use a payment such as pay_12.');
  return id;
}

const add = (cli: Cli, { name, minimum }: { name: string; minimum: Money }): Promise<Answer> =>
  cli.withApp(async (app) => {
    const settings = newTestSettings({ demo: false });
    const { id } = await addGateway(app, {
      ...{ name, kind: 'test', label: 'Test gateway', minimum, settings },
    });
    return {
      json: { gateway: id, name },
      text: `The test gateway is offered as ${name} once the panel is started again.`,
    };
  });

const play = (cli: Cli, id: number, played: Play, amount?: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const payment = await readPayment(app.db, id, null);
    const events = await playAtTestGateway(app, payment, played, amount);
    return {
      json: { payment: id, events },
      text: table(
        [{ title: 'WHEN' }, { title: 'WHAT' }, { title: 'AMOUNT', right: true }],
        events.map((one) => [moment(new Date(one.at)), one.kind, one.amount]),
        'Nothing has happened yet.',
      ),
    };
  });
