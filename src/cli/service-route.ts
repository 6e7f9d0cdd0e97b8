import { Option, type Command } from 'commander';
import {
  COST_BASES,
  routeService,
  unrouteService,
  type CostBasis,
  type NewRoute,
} from '#catalog/index.ts';
import { formatRate, type Rate } from '#lib/money.ts';
import { id, positive, rate, whole } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { receipt } from './text.ts';

type RouteOptions = {
  cost?: Rate;
  basis: CostBasis;
  priority: number;
  share?: number;
  pause?: string;
};
type Named = Pick<NewRoute, 'serviceId' | 'providerId' | 'providerService'>;

export function addServiceRouteCommands(service: Command, cli: Cli): void {
  service
    .command('route')
    .description('send the orders of a service to a provider; several may have it')
    .argument('<service>', 'number of the service', id)
    .argument('<provider>', 'number of the provider', id)
    .argument('<provider-service>', 'what the provider calls the service')
    .option('--cost <rate>', 'what the provider asks, in the shop’s currency', rate)
    .addOption(
      new Option('--basis <what>', 'what the cost is for')
        .choices(COST_BASES)
        .default('per_1000' satisfies CostBasis),
    )
    .option('--priority <n>', 'of several providers the lowest goes first', whole, 0)
    .option('--share <n>', 'weight among those of one priority; without: the cheapest', positive)
    .option('--pause <reason>', 'keep the route, and send nothing there for now')
    .action(
      cli.answering(
        (serviceId: number, providerId: number, providerService: string, options: RouteOptions) =>
          route(cli, { serviceId, providerId, providerService }, options),
      ),
    );
  service
    .command('unroute')
    .description('send no more orders of a service to a provider')
    .argument('<service>', 'number of the service', id)
    .argument('<provider>', 'number of the provider', id)
    .action(
      cli.answering((serviceId: number, providerId: number) =>
        unroute(cli, { serviceId, providerId }),
      ),
    );
}

const route = (cli: Cli, named: Named, options: RouteOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { cost = null, basis, priority, share = null, pause = null } = options;
    const given = { costRate: cost, costBasis: basis, priority, share, pausedReason: pause };
    await app.transact((tx) => routeService(tx, { ...named, ...given }));
    const costRate = cost === null ? null : formatRate(cost);
    const unit = basis === 'per_order' ? 'cost an order' : 'cost per 1,000';
    const verb = pause === null ? 'go' : 'do not go for now';
    return {
      json: {
        service: named.serviceId,
        provider: named.providerId,
        provider_service: named.providerService,
        cost_rate: costRate,
        cost_basis: basis,
        priority,
        share,
        paused: pause,
      },
      text: receipt(
        `Orders of service ${named.serviceId} ${verb} to provider ${named.providerId}`,
        [
          ['as its service', named.providerService],
          [unit, costRate ?? 'not known'],
          ['priority', String(priority)],
          ...(share === null ? [] : [['share', String(share)] as const]),
          ...(pause === null ? [] : [['because', pause] as const]),
        ],
      ),
    };
  });

const unroute = (cli: Cli, named: Pick<NewRoute, 'serviceId' | 'providerId'>): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => unrouteService(tx, named));
    return {
      json: { ok: true, service: named.serviceId, provider: named.providerId },
      text: `Orders of service ${named.serviceId} no longer go to provider ${named.providerId}.`,
    };
  });
