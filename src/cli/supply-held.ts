import type { Command } from 'commander';
import { formatRate } from '#lib/money.ts';
import { acceptHold, listHeld, rejectHold, type Accepted, type Held } from '#supply/index.ts';
import { id } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { cut, moment, table } from './text.ts';

const NAME = 36;

export function addSupplyHeldCommands(supply: Command, cli: Cli): void {
  supply
    .command('held')
    .description('what is not sold, or not sent to a provider, until you decide')
    .action(cli.answering(() => held(cli)));
  supply
    .command('accept')
    .description('agree to what a service is held for: the new price is set, it is sold again')
    .argument('<service>', 'its number', id)
    .action(cli.answering((service: number) => accept(cli, service)));
  supply
    .command('reject')
    .description('sell a held service again as it was, and keep its price')
    .argument('<service>', 'its number', id)
    .option('--force <reason>', 'also under cost, while that is no higher than now')
    .action(
      cli.answering((service: number, { force }: { force?: string }) =>
        reject(cli, service, force),
      ),
    );
}

const held = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listHeld(app.db);
    return { json: { held: all.map(asJson) }, text: asTable(all) };
  });

const asJson = ({ service, route, causes, reason, rate, since }: Held) => ({
  service: service.id,
  name: service.name,
  what: route === null ? 'service' : 'route',
  provider: route?.providerId ?? null,
  causes,
  reason,
  rate: formatRate(service.rate),
  new_rate: rate === null ? null : formatRate(rate),
  since: since?.toISOString() ?? null,
});

const asTable = (all: readonly Held[]): string => {
  const rows = table(
    [
      { title: 'SERVICE', right: true },
      { title: 'NAME' },
      { title: 'STATE' },
      { title: 'PRICE', right: true },
      { title: 'NEW', right: true },
      { title: 'SINCE' },
      { title: 'WHY' },
    ],
    all.map(({ service, route, reason, rate, since }) => [
      String(service.id),
      cut(service.name, NAME),
      route === null ? 'not sold' : `sold without ${route.providerId}`,
      formatRate(service.rate),
      rate === null ? '–' : formatRate(rate),
      moment(since),
      reason,
    ]),
    'Nothing waits for you.',
  );
  if (all.length === 0) return rows;
  const held = 'Decide with: notpanel supply accept <service>, or: supply reject <service>';
  const routes =
    'What is sold without a provider goes on with the others. To have that one again, raise the\n' +
    'price, then: notpanel supply accept <service>. To drop it: notpanel service unroute';
  const isHeld = all.some(({ route }) => route === null);
  const isPaused = all.some(({ route }) => route !== null);
  return [rows, ...(isHeld ? [held] : []), ...(isPaused ? [routes] : [])].join('\n\n');
};

const OUTCOMES: Record<Accepted['outcome'], (accepted: Accepted) => string> = {
  sold: ({ service }) => `is sold again at ${formatRate(service.rate)} per 1,000.`,
  switched_off: () => 'is switched off: nobody delivers it.',
  routes: ({ service }) =>
    `is sent again to ${service.routes.filter((route) => route.active).length} providers.`,
};

const accept = (cli: Cli, serviceId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const accepted = await acceptHold(app, serviceId, OPERATOR);
    const { outcome, service } = accepted;
    return {
      json: { service: serviceId, outcome, rate: formatRate(service.rate), active: service.active },
      text: `Service ${serviceId} ${OUTCOMES[outcome](accepted)}`,
    };
  });

const reject = (cli: Cli, serviceId: number, force: string | undefined): Promise<Answer> =>
  cli.withApp(async (app) => {
    const command = { serviceId, ...(force !== undefined && { force }) };
    const service = await rejectHold(app, command, OPERATOR);
    const pinned = service.ratePinned ? '; its price is pinned' : '';
    return {
      json: {
        service: serviceId,
        rate: formatRate(service.rate),
        pinned: service.ratePinned,
        loss_accepted: service.lossAccepted === null ? null : formatRate(service.lossAccepted),
      },
      text: `Service ${serviceId} is sold again at ${formatRate(service.rate)} per 1,000${pinned}.`,
    };
  });
