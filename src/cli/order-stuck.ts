import type { Command } from 'commander';
import { listStuck, type StuckOrder } from '#fulfilment/index.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, table } from './text.ts';

export function addOrderStuckCommand(order: Command, cli: Cli): void {
  order
    .command('stuck')
    .description('orders that take longer than they should, and what was not answered')
    .action(cli.answering(() => list(cli)));
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    const stuck = await listStuck(app.db, now);
    return {
      json: { orders: stuck.map(asJson) },
      text: table(
        [
          { title: 'ORDER', right: true },
          { title: 'WHY' },
          { title: 'SERVICE', right: true },
          { title: 'PROVIDER' },
          { title: 'FOR', right: true },
          { title: 'LOOKED AT' },
        ],
        stuck.map(({ orderId, reason, serviceId, provider, since, lookedAt }) => [
          String(orderId),
          reason,
          String(serviceId),
          provider ?? 'none',
          ageOf(since, now),
          moment(lookedAt),
        ]),
        'No order is stuck.',
      ),
    };
  });

const asJson = (stuck: StuckOrder) => ({
  order: stuck.orderId,
  reason: stuck.reason,
  service: stuck.serviceId,
  provider: stuck.providerId,
  since: stuck.since.toISOString(),
  looked_at: stuck.lookedAt?.toISOString() ?? null,
});

const MINUTE_MS = 60_000;

function ageOf(since: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 72 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
