import type { Command } from 'commander';
import { readOrderStory, type OrderStory, type StoryAttempt } from '#fulfilment/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney, formatRate, type Money } from '#lib/money.ts';
import { id } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { bold, dim, moment, receipt } from './text.ts';

export function addOrderShowCommand(order: Command, cli: Cli): void {
  order
    .command('show')
    .description('show all that is known of an order: attempts, events, requests and money')
    .argument('<order>', 'its number', id)
    .action(cli.answering((one: number) => show(cli, one)));
}

const show = (cli: Cli, orderId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const story = await readOrderStory(app.db, orderId);
    if (!story) throw new AppError('order_not_found', `there is no order ${orderId}`);
    return { json: asJson(story), text: asText(story, app.currency) };
  });

const MONEY = new Set(['charge', 'refunded', 'couponAmount', 'cost', 'charged', 'amount']);

/** As it is, with money as decimals and names as everywhere in the API. */
function asJson(story: OrderStory): Record<string, unknown> {
  const plain = (value: unknown, name = ''): unknown => {
    if (value instanceof Date || value === null) return value;
    if (typeof value === 'bigint') {
      if (name === 'rate') return formatRate(value as OrderStory['order']['rate']);
      return MONEY.has(name) ? formatMoney(value as Money) : String(value);
    }
    if (Array.isArray(value)) return value.map((one) => plain(one));
    if (typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [snake(key), plain(one, key)]),
    );
  };
  return plain(story) as Record<string, unknown>;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function asText(story: OrderStory, currency: string): string {
  const { order, look, dripFeed } = story;
  const lines: [string, string][] = [
    ['status', order.kind === 'single' ? order.status : `${order.status} (${order.kind})`],
    ['account', String(order.accountId)],
    ['service', `${order.serviceId} ${order.service}`],
    ['provider', order.provider ?? 'none yet'],
    ['link', order.link],
    ['delivered', `${order.quantity - order.remains} of ${order.quantity}`],
    ['start count', order.startCount === null ? 'not known' : String(order.startCount)],
    ['charge', `${formatMoney(order.charge)} ${currency}, ${formatRate(order.rate)} per 1,000`],
    ['refunded', `${formatMoney(order.refunded)} ${currency}`],
    ['placed', moment(order.createdAt)],
    ['started', moment(order.startedAt)],
    ['ended', moment(order.finishedAt)],
  ];
  if (order.parentId !== null) lines.push(['part of', String(order.parentId)]);
  if (look) lines.push(['looked at', `${moment(look.askedAt)}, next ${moment(look.dueAt)}`]);
  if (dripFeed) lines.push(['runs', runsOf(dripFeed)]);
  return [
    receipt(`Order ${order.id}`, lines),
    ...section('Attempts', story.attempts.map(attemptText)),
    ...section(
      'Requests',
      story.requests.map(({ refillId, stage, source, note, at }) => {
        const what = refillId === null ? 'cancel' : `refill ${refillId}`;
        return line(at, `${what} ${stage}`, source, note);
      }),
    ),
    ...section(
      'Evidence',
      story.evidence.map(({ kind, verdict, strong, note, source, at }) =>
        line(at, `${verdict} by ${kind}${strong ? '' : ' (weak)'}`, source, note),
      ),
    ),
    ...section(
      'Events',
      story.events.map(({ type, source, data, at }) =>
        line(at, type, source, data === null ? null : JSON.stringify(data)),
      ),
    ),
    ...section(
      'Money',
      story.transfers.map(({ kind, from, to, amount, at }) =>
        line(at, `${formatMoney(amount)} ${currency}`, `${from} → ${to}`, kind),
      ),
    ),
  ].join('\n');
}

const runsOf = ({ runs, started, nextRunAt, pausedAt }: NonNullable<OrderStory['dripFeed']>) => {
  if (pausedAt) return `${started} of ${runs} started, paused since ${moment(pausedAt)}`;
  const next = nextRunAt === null ? '' : `, next ${moment(nextRunAt)}`;
  return `${started} of ${runs} started${next}`;
};

function attemptText(attempt: StoryAttempt): string {
  const { number, provider, providerService, providerOrderId, outcome, error, answer } = attempt;
  const as = providerOrderId === null ? '' : ` as ${providerOrderId}`;
  const where = `${number}. ${provider}, its service ${providerService}`;
  const said = [error, answer].filter((one) => one !== null && one !== '');
  return [
    line(attempt.startedAt, `${outcome ?? 'under way'}${as}`, where, null),
    ...said.map((one) => dim(`      ${one}`)),
  ].join('\n');
}

const line = (at: Date, what: string, source: string, note: string | null): string =>
  `  ${dim(moment(at))}  ${what}  ${dim(source)}${note === null ? '' : `  ${note}`}`;

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', bold(title), ...lines];
