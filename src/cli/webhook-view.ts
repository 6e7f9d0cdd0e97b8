import {
  endpointText,
  EVENTS,
  type Delivery,
  type DeliveryLog,
  type Endpoint,
} from '#webhooks/index.ts';
import { bold, dim, moment, receipt, table } from './text.ts';

export const endpointJson = (endpoint: Endpoint) => ({
  webhook: endpointText(endpoint.id),
  account: endpoint.accountId,
  url: endpoint.url,
  events: endpoint.events,
  status: endpoint.state,
  failing_since: endpoint.failingSince?.toISOString() ?? null,
  paused_until: endpoint.pausedUntil?.toISOString() ?? null,
  disabled_at: endpoint.disabledAt?.toISOString() ?? null,
  reason: endpoint.disabledReason,
  old_secret_until: endpoint.oldSecretUntil?.toISOString() ?? null,
  created_at: endpoint.createdAt.toISOString(),
});

export const endpointsTable = (endpoints: readonly Endpoint[]): string =>
  table(
    [
      { title: 'WEBHOOK' },
      { title: 'ACCOUNT', right: true },
      { title: 'ADDRESS' },
      { title: 'EVENTS' },
      { title: 'STATE' },
    ],
    endpoints.map((one) => [
      endpointText(one.id),
      String(one.accountId),
      one.url,
      one.events.length === EVENTS.length ? 'all' : one.events.join(' '),
      stateText(one),
    ]),
    'There are no webhooks. Add one with: notpanel webhook add <account> <url>',
  );

function stateText({ state, failingSince, disabledAt, disabledReason }: Endpoint): string {
  if (state === 'disabled') return `disabled ${moment(disabledAt)}: ${disabledReason}`;
  return state === 'failing' ? `failing since ${moment(failingSince)}` : state;
}

export const deliveryJson = (delivery: Delivery) => ({
  delivery: String(delivery.id),
  message: delivery.message,
  type: delivery.type,
  status: delivery.status,
  attempts: delivery.attempts,
  last: delivery.last,
  created_at: delivery.createdAt.toISOString(),
  due_at: delivery.dueAt?.toISOString() ?? null,
  finished_at: delivery.finishedAt?.toISOString() ?? null,
});

export const deliveriesTable = (deliveries: readonly Delivery[]): string =>
  table(
    [
      { title: 'DELIVERY', right: true },
      { title: 'MESSAGE' },
      { title: 'TYPE' },
      { title: 'MADE' },
      { title: 'STATUS' },
      { title: 'TRIES', right: true },
      { title: 'LAST' },
      { title: 'NEXT' },
    ],
    deliveries.map((one) => [
      String(one.id),
      one.message,
      one.type,
      moment(one.createdAt),
      one.status,
      String(one.attempts),
      one.last ?? '–',
      moment(one.dueAt),
    ]),
    'Nothing was sent there in the last 30 days.',
  );

export const logJson = (log: DeliveryLog) => ({
  delivery: String(log.id),
  webhook: endpointText(log.endpointId),
  message: log.message,
  type: log.type,
  status: log.status,
  body: log.body,
  created_at: log.createdAt.toISOString(),
  due_at: log.dueAt?.toISOString() ?? null,
  finished_at: log.finishedAt?.toISOString() ?? null,
  attempts: log.attempts.map(({ at, tookMs, ...rest }) => ({
    ...rest,
    at: at.toISOString(),
    took_ms: tookMs,
  })),
});

export function deliveryText(log: DeliveryLog): string {
  const head = receipt(`Delivery ${log.id} to ${endpointText(log.endpointId)}`, [
    ['message', log.message],
    ['type', log.type],
    ['status', log.status],
    ['made', moment(log.createdAt)],
    ['next attempt', moment(log.dueAt)],
  ]);
  const body = `${bold('Body')}\n  ${log.body}`;
  return [head, body, ...log.attempts.map(attemptText)].join('\n\n');
}

function attemptText(attempt: DeliveryLog['attempts'][number]): string {
  const { number, at, tookMs, request, status, error, answer } = attempt;
  const headers = Object.entries(request.headers).map(([name, value]) => `  ${name}: ${value}`);
  const came = status === null ? (error ?? '') : `HTTP ${status}`;
  return [
    `${bold(`Attempt ${number}`)}  ${moment(at)}  ${tookMs} ms  ${came}`,
    dim(`  POST ${request.url}`),
    ...headers.map(dim),
    ...(answer ? [answer.replace(/^/gm, '  ')] : []),
  ].join('\n');
}
