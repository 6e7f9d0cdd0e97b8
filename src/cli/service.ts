import { extname } from 'node:path';
import type { Command } from 'commander';
import {
  DELIVERY_METHODS,
  importServices,
  listServices,
  parseServiceFile,
  SERVICE_COLUMNS,
  withoutProvider,
  type Service,
  type ServiceFileFormat,
} from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatRate } from '#lib/money.ts';
import type { Answer, Cli } from './cli.ts';
import { addServiceChangeCommands } from './service-changes.ts';
import { addServiceRouteCommands } from './service-route.ts';
import { addServiceShowCommand } from './service-show.ts';
import { addScorecardCommand } from './scorecard.ts';
import { readTextFile } from './text-file.ts';
import { receipt, table } from './text.ts';

const FORMAT = `
${receipt('Columns of a CSV with a header row, fields of the objects of a JSON array', [
  ['needed', SERVICE_COLUMNS.required.join(', ')],
  ['optional', SERVICE_COLUMNS.optional.join(', ')],
  ['rate', 'a plain decimal per 1,000'],
  ['delivery', DELIVERY_METHODS.join(', ')],
])}

A row with the id of a service replaces it; without one, a service of that name and category.
For example:

  name,category,rate,min,max,delivery
  Newsletter placement,Newsletters,12.50,100,50000,paid_ads`;

export function addServiceCommands(program: Command, cli: Cli): void {
  const service = program.command('service').description('what is sold');
  addScorecardCommand(service, cli, 'service');
  service
    .command('list')
    .description('list services in the order in which they are shown')
    .option('--category <text>', 'only of categories with this text in their name')
    .action(cli.answering(({ category }: { category?: string }) => list(cli, category)));
  addServiceShowCommand(service, cli);
  service
    .command('import')
    .description('create and update services from a JSON or CSV file, all or none')
    .argument('<file>', 'its name ends in .json or .csv')
    .addHelpText('after', FORMAT)
    .action(cli.answering((file: string) => importFile(cli, file)));
  addServiceRouteCommands(service, cli);
  addServiceChangeCommands(service, cli);
}

const list = (cli: Cli, category = ''): Promise<Answer> =>
  cli.withApp(async (app) => {
    const wanted = category.toLowerCase();
    const all = await listServices(app.db);
    const services = all.filter((one) => one.category.toLowerCase().includes(wanted));
    return { json: { services: services.map(asJson) }, text: asTable(services) };
  });

const asJson = (service: Service) => ({
  service: service.id,
  name: service.name,
  type: service.type,
  category: service.category,
  rate: formatRate(service.rate),
  min: service.min,
  max: service.max,
  refill: service.refill,
  cancel: service.cancel,
  dripfeed: service.dripfeed,
  delivery: service.delivery,
  active: service.active,
  held: service.heldReason,
  provider: service.providerId,
  routes: service.routes.length,
});

const asTable = (services: readonly Service[]): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'CATEGORY' },
      { title: 'NAME' },
      { title: 'TYPE' },
      { title: 'PER 1,000', right: true },
      { title: 'MIN', right: true },
      { title: 'MAX', right: true },
      { title: 'STATE' },
    ],
    services.map((service) => [
      String(service.id),
      service.category,
      service.name,
      service.type,
      formatRate(service.rate),
      String(service.min),
      String(service.max),
      stateOf(service),
    ]),
    'There are no such services. Bring them in with: notpanel service import <file>',
  );

const stateOf = (service: Service): string =>
  service.heldReason === null ? (service.active ? 'sold' : 'off') : 'held';

const importFile = async (cli: Cli, file: string): Promise<Answer> => {
  const format = formatOf(file);
  const rows = parseServiceFile(await readTextFile(file), format);
  return cli.withNewApp(async (app) => {
    const { ids, created, updated, unchanged } = await app.transact((tx) =>
      importServices(tx, rows),
    );
    const imported = new Set(ids);
    const unrouted = withoutProvider(await listServices(app.db)).filter(({ id }) =>
      imported.has(id),
    ).length;
    return {
      json: { created, updated, unchanged, unrouted },
      text: [
        receipt(`Imported ${file}`, [
          ['created', String(created)],
          ['updated', String(updated)],
          ['as they were', String(unchanged)],
          ...(unrouted > 0 ? [['without provider', String(unrouted)] as const] : []),
        ]),
        ...(unrouted > 0 ? [ROUTE_ADVICE] : []),
      ].join('\n\n'),
    };
  });
};

const ROUTE_ADVICE = `Orders of a service without a provider wait until you say where they go:
  notpanel service route <service> <provider> <provider-service>`;

function formatOf(file: string): ServiceFileFormat {
  const format = extname(file).slice(1).toLowerCase();
  if (format === 'json' || format === 'csv') return format;
  throw new AppError('invalid_parameter', `${file}: the name must end in .json or .csv`);
}
