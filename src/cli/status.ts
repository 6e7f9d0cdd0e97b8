import type { Command } from 'commander';
import {
  noteStatus,
  readStatus,
  type ComponentStatus,
  type Incident,
  type ShopStatus,
} from '#status/index.ts';
import { id } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { bold, moment, table } from './text.ts';

export function addStatusCommands(program: Command, cli: Cli): void {
  const status = program.command('status').description('what the status page shows');
  status
    .command('list')
    .description('what the probes found, and the incidents; code 1 while something is down')
    .action(cli.answering(() => list(cli)));
  status
    .command('note')
    .description('say something on the status page')
    .argument('<text>', 'for visitors')
    .option('--incident <n>', 'what it is about, instead of the panel as a whole', id)
    .action(
      cli.answering((text: string, { incident }: { incident?: number }) =>
        note(cli, text, incident),
      ),
    );
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const status = await readStatus(app.db, new Date(app.clock.now()));
    return {
      json: asJson(status),
      text: asText(status),
      failed: status.components.some(({ state }) => state === 'down'),
    };
  });

const asJson = ({ components, incidents }: ShopStatus) => ({
  components: components.map((one) => ({
    component: one.component,
    state: one.state,
    checked_at: one.checkedAt?.toISOString() ?? null,
    took_ms: one.tookMs,
    minutes_measured: one.minutes,
    uptime_percent: one.uptimeBp === null ? null : one.uptimeBp / 100,
  })),
  incidents: incidents.map((one) => ({
    incident: one.id,
    component: one.component,
    worst: one.worst,
    opened_at: one.openedAt.toISOString(),
    closed_at: one.closedAt?.toISOString() ?? null,
    notes: one.notes.map(({ at, text }) => ({ at: at.toISOString(), text })),
  })),
});

const asText = ({ components, incidents, notes }: ShopStatus): string =>
  [
    table(
      [
        { title: 'COMPONENT' },
        { title: 'STATE' },
        { title: 'CHECKED' },
        { title: 'UPTIME', right: true },
        { title: 'MINUTES', right: true },
      ],
      components.map(componentRow),
      '',
    ),
    ...incidents.map(incidentText),
    ...notes.map(({ at, text }) => `${moment(at)}  ${text}`),
  ].join('\n\n');

const componentRow = (one: ComponentStatus): string[] => [
  one.component,
  one.state ?? 'no data',
  moment(one.checkedAt),
  one.uptimeBp === null ? '–' : `${(one.uptimeBp / 100).toFixed(2)} %`,
  one.minutes.toLocaleString('en-US'),
];

const incidentText = (one: Incident): string =>
  [
    bold(`incident ${one.id}: ${one.component} ${one.worst}`),
    `  ${moment(one.openedAt)} to ${one.closedAt ? moment(one.closedAt) : 'now'}`,
    ...one.notes.map(({ at, text }) => `  ${moment(at)}  ${text}`),
  ].join('\n');

const note = (cli: Cli, text: string, incidentId?: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { id: one } = await app.transact((tx) =>
      noteStatus(
        tx,
        { text, actor: OPERATOR, ...(incidentId !== undefined && { incidentId }) },
        new Date(app.clock.now()),
      ),
    );
    return { json: { note: one }, text: 'The status page says so now.' };
  });
