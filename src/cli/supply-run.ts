import type { Command } from 'commander';
import { listRuns, readRun, undoRun, type Run, type RunWithDiff } from '#supply/index.ts';
import { id, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { changeAsJson, changesTable } from './service-changes.ts';
import { moment, more, receipt, table } from './text.ts';

type RunsOptions = { provider?: number; all?: boolean; limit: number };

const PAGE = 30;

export function addSupplyRunCommands(supply: Command, cli: Cli): void {
  supply
    .command('runs')
    .description('imports, syncs and undos in which something happened, newest first')
    .option('--provider <id>', 'only of this one', id)
    .option('--all', 'those in which nothing happened, too')
    .option('--limit <n>', 'how many', positive, PAGE)
    .action(cli.answering((options: RunsOptions) => runs(cli, options)));
  supply
    .command('run')
    .description('all that a run changed')
    .argument('<run>', 'its number', id)
    .option('--limit <n>', 'how many rows to print', positive, PAGE)
    .action(cli.answering((run: number, { limit }: { limit: number }) => show(cli, run, limit)));
  supply
    .command('undo')
    .description('take an import back, but for what was changed since')
    .argument('<run>', 'its number', id)
    .action(cli.answering((run: number) => undo(cli, run)));
}

const runs = (cli: Cli, { provider, all = false, limit }: RunsOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const wanted = { eventful: !all, limit };
    const found = await listRuns(app.db, {
      ...wanted,
      ...(provider !== undefined && { providerId: provider }),
    });
    return { json: { runs: found.map(asJson) }, text: asTable(found) };
  });

const asJson = (run: Run) => ({
  run: run.id,
  kind: run.kind,
  provider: run.providerId,
  actor: run.actor,
  started_at: run.startedAt.toISOString(),
  finished_at: run.finishedAt?.toISOString() ?? null,
  offers: run.offers,
  changed: run.changed,
  held: run.held,
  error: run.error,
  undoes: run.undoes,
  undone_by: run.undoneBy,
});

const asTable = (found: readonly Run[]): string =>
  table(
    [
      { title: 'RUN', right: true },
      { title: 'AT' },
      { title: 'WHAT' },
      { title: 'PROVIDER' },
      { title: 'BY' },
      { title: 'OFFERS', right: true },
      { title: 'CHANGED', right: true },
      { title: 'HELD', right: true },
      { title: '' },
    ],
    found.map((run) => [
      String(run.id),
      moment(run.startedAt),
      run.kind,
      run.provider ?? '–',
      run.actor,
      String(run.offers),
      String(run.changed),
      String(run.held),
      remark(run),
    ]),
    'Nothing has happened yet. Bring services in with: notpanel supply preview <provider>',
  );

function remark({ error, undoes, undoneBy, finishedAt }: Run): string {
  if (error !== null) return error;
  if (undoes !== null) return `takes ${undoes} back`;
  if (undoneBy !== null) return `taken back by ${undoneBy}`;
  return finishedAt === null ? 'not finished' : '';
}

const show = (cli: Cli, runId: number, limit: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const found = await readRun(app.db, runId);
    return {
      json: {
        ...asJson(found.run),
        services: found.services.map(changeAsJson),
        routes: found.routes.map(({ serviceId, providerId, before, after }) => ({
          service: serviceId,
          provider: providerId,
          before,
          after,
        })),
      },
      text: runText(found, limit),
    };
  });

function runText({ run, services, routes }: RunWithDiff, limit: number): string {
  const title = `Run ${run.id}: ${run.kind}${run.provider === null ? '' : ` of ${run.provider}`}`;
  return [
    receipt(title, [
      ['at', moment(run.startedAt)],
      ['by', run.actor],
      ['offers', String(run.offers)],
      ['services changed', String(run.changed)],
      ['held', String(run.held)],
      ...(remark(run) === '' ? [] : [['', remark(run)] as const]),
    ]),
    ...part(changesTable(services.slice(0, limit)), services.length, limit),
    ...part(routesTable(routes.slice(0, limit)), routes.length, limit),
  ].join('\n\n');
}

const part = (text: string, rows: number, limit: number): string[] =>
  rows === 0 ? [] : [[text, ...more(rows, limit)].join('\n')];

const routesTable = (routes: RunWithDiff['routes']): string =>
  table(
    [{ title: 'SERVICE', right: true }, { title: 'ROUTE' }, { title: 'WHAT' }],
    routes.map(({ serviceId, providerId, before, after }) => [
      String(serviceId),
      `provider ${providerId}`,
      routeText(before, after),
    ]),
    '',
  );

type Fields = RunWithDiff['routes'][number]['after'];

function routeText(before: Fields, after: Fields): string {
  if (before === null) return `new: its service ${after?.service}, cost ${after?.cost ?? '–'}`;
  if (after === null) return 'taken away';
  return (Object.keys(after) as (keyof typeof after)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field} ${before[field] ?? '–'} → ${after[field] ?? '–'}`)
    .join(', ');
}

const undo = (cli: Cli, runId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { runId: mine, undone, left } = await undoRun(app, runId, OPERATOR);
    return {
      json: {
        run: mine,
        undone,
        left: left.map(({ serviceId, name }) => ({ service: serviceId, name })),
      },
      text: [
        `Run ${runId} is taken back for ${undone} services, by run ${mine}.`,
        ...(left.length === 0
          ? []
          : [
              `${left.length} were changed since, or would be sold under cost, and stay as they are: ` +
                left.map(({ serviceId }) => serviceId).join(', '),
            ]),
      ].join('\n'),
    };
  });
