import type { Command } from 'commander';
import { DELIVERY_WORDS } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatRate } from '#lib/money.ts';
import { PUBLIC_PRICES, readServiceFacts, type ServiceFacts } from '#storefront/index.ts';
import { id } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { duration, moment, percent, receipt, table } from './text.ts';

export function addServiceShowCommand(service: Command, cli: Cli): void {
  service
    .command('show')
    .description('what customers are told of a service: promise, measures, prices')
    .argument('<service>', 'its number', id)
    .action(cli.answering((one: number) => show(cli, one)));
}

const show = (cli: Cli, serviceId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const facts = await readServiceFacts(app, serviceId, PUBLIC_PRICES);
    if (!facts) throw new AppError('service_not_found', `there is no service ${serviceId}`);
    return { json: asJson(facts), text: asText(facts) };
  });

const asJson = ({ service, onSale, linkExample, measures, prices }: ServiceFacts) => ({
  service: service.id,
  name: service.name,
  on_sale: onSale,
  rate: formatRate(service.rate),
  guarantee_days: service.guaranteeDays,
  refill_cap: service.refillCap,
  delivery: service.delivery,
  link_example: linkExample,
  measures: measures && {
    sample: measures.sample,
    start_seconds: measures.startS,
    start_sample: measures.startSample,
    finish_seconds: measures.finishS,
    finish_sample: measures.finishSample,
    completed_bp: measures.completedBp,
    partial_bp: measures.partialBp,
    canceled_bp: measures.canceledBp,
    measured_at: measures.measuredAt.toISOString(),
  },
  prices: prices.steps.map(({ at, rate }) => ({ at: at.toISOString(), rate: formatRate(rate) })),
});

function asText(facts: ServiceFacts): string {
  const { service, onSale, linkExample, measures, prices } = facts;
  const refill = service.refill
    ? `${service.guaranteeDays ?? 'unlimited'} days, at most ${service.refillCap} an order`
    : 'none';
  const measured: [string, string][] = measures
    ? [
        ['start', `${duration(measures.startS)} (${measures.startSample} orders)`],
        ['finish', `${duration(measures.finishS)} (${measures.finishSample} orders)`],
        ['partial', `${percent(measures.partialBp)} of ${measures.sample} orders`],
      ]
    : [['measured', 'not yet: it takes five orders that ended']];
  return [
    receipt(`${service.id} ${service.name}`, [
      ['sold', onSale ? 'yes' : 'no'],
      ['per 1,000', formatRate(service.rate)],
      ['per order', `${service.min} to ${service.max}`],
      ['delivery', DELIVERY_WORDS[service.delivery]],
      ['refill', refill],
      ['link', linkExample ?? 'none'],
      ...measured,
    ]),
    table(
      [{ title: 'SINCE' }, { title: 'PER 1,000', right: true }],
      prices.steps.toReversed().map(({ at, rate }) => [moment(at), formatRate(rate)]),
      '',
    ),
  ].join('\n\n');
}
