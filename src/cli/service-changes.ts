import type { Command } from 'commander';
import {
  listServiceChanges,
  setRatePinned,
  type ChangedFields,
  type ServiceChange,
} from '#catalog/index.ts';
import { date, id, positive } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { cut, moment, table } from './text.ts';

type ChangesOptions = { since?: Date; service?: number; limit: number };

const PAGE = 50;
const NAME = 36;

export function addServiceChangeCommands(service: Command, cli: Cli): void {
  service
    .command('pin')
    .description('keep a service’s price from price rules and syncs')
    .argument('<service>', 'its number', id)
    .action(cli.answering((one: number) => pin(cli, one, true)));
  service
    .command('unpin')
    .description('hand a service’s price to the rules: they set it when its cost changes next')
    .argument('<service>', 'its number', id)
    .action(cli.answering((one: number) => pin(cli, one, false)));
  service
    .command('changes')
    .description('what became of services, newest first')
    .option('--since <date>', 'only from then on', date)
    .option('--service <id>', 'only of this one', id)
    .option('--limit <n>', 'how many', positive, PAGE)
    .action(cli.answering((options: ChangesOptions) => changes(cli, options)));
}

const pin = (cli: Cli, one: number, pinned: boolean): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => setRatePinned(tx, one, pinned));
    return {
      json: { service: one, pinned },
      text: pinned
        ? `The price of service ${one} is yours: no rule and no sync changes it.`
        : `The price of service ${one} follows the price rules from its next change of cost.`,
    };
  });

const changes = (cli: Cli, { service, ...wanted }: ChangesOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const found = await listServiceChanges(app.db, {
      ...wanted,
      ...(service !== undefined && { serviceId: service }),
    });
    return { json: { changes: found.map(changeAsJson) }, text: changesTable(found) };
  });

export const changeAsJson = (change: ServiceChange) => ({
  change: String(change.id),
  at: change.at.toISOString(),
  service: change.serviceId,
  name: change.name,
  kind: change.kind,
  before: change.before,
  after: change.after,
  reason: change.reason,
  source: change.source,
  run: change.runId,
});

export const changesTable = (found: readonly ServiceChange[]): string =>
  table(
    [
      { title: 'AT' },
      { title: 'SERVICE', right: true },
      { title: 'NAME' },
      { title: 'KIND' },
      { title: 'WHAT' },
      { title: 'BY' },
    ],
    found.map((change) => [
      moment(change.at),
      String(change.serviceId),
      cut(change.name, NAME),
      change.kind,
      whatOf(change),
      change.source,
    ]),
    'Nothing has changed.',
  );

function whatOf({ before, after, reason, kind }: ServiceChange): string {
  if (kind === 'new') return `at ${String(after?.['rate'])} per 1,000`;
  const fields = Object.keys(after ?? {})
    .filter((field) => field !== 'active')
    .map((field) => `${field} ${said(before, field)} → ${said(after, field)}`);
  return fields.length > 0 ? fields.join(', ') : (reason ?? '');
}

const said = (fields: ChangedFields | null, field: string): string =>
  cut(String(fields?.[field] ?? '–'), NAME);
