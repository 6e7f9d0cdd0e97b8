import { Argument, InvalidArgumentError, type Command } from 'commander';
import {
  listGoals,
  setGoal,
  setPriority,
  TICKET_PRIORITIES,
  type TicketPriority,
} from '#support/index.ts';
import type { Answer, Cli } from './cli.ts';
import { table } from './text.ts';
import { find } from './ticket-show.ts';

export function addTicketGoalCommands(ticket: Command, cli: Cli): void {
  ticket
    .command('priority')
    .description('say how urgent a ticket is; its goal follows')
    .argument('<reference>')
    .addArgument(new Argument('<priority>').choices(TICKET_PRIORITIES))
    .action(
      cli.answering((reference: string, priority: TicketPriority) =>
        prioritise(cli, reference, priority),
      ),
    );
  ticket
    .command('goal')
    .description('say how soon you mean to answer, or show what you said; customers see it')
    .addArgument(new Argument('[priority]').choices(TICKET_PRIORITIES))
    .argument('[time]', 'such as 90m, 8h or 2d, or off', duration)
    .action(
      cli.answering((priority?: TicketPriority, time?: number | 'off') =>
        goal(cli, priority, time),
      ),
    );
}

const MINUTES = { m: 1, h: 60, d: 1_440 } as const;

function duration(text: string): number | 'off' {
  if (text === 'off') return 'off';
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const minutes = Number(count) * MINUTES[unit as keyof typeof MINUTES];
  if (minutes > 0) return minutes;
  throw new InvalidArgumentError('Use a time such as 90m, 8h or 2d, or off.');
}

const prioritise = (cli: Cli, reference: string, priority: TicketPriority): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { id, reference: name } = await find(app, reference);
    await app.transact((tx) => setPriority(tx, { ticketId: id, priority }));
    return { json: { reference: name, priority }, text: `${name} is ${priority}` };
  });

const goal = (
  cli: Cli,
  priority: TicketPriority | undefined,
  time: number | 'off' | undefined,
): Promise<Answer> =>
  cli.withApp(async (app) => {
    if (priority !== undefined && time !== undefined) {
      await app.transact((tx) => setGoal(tx, priority, time === 'off' ? null : time));
    }
    const goals = await listGoals(app.db);
    return {
      json: {
        goals: TICKET_PRIORITIES.map((one) => ({ priority: one, minutes: goals.get(one) ?? null })),
      },
      text: table(
        [{ title: 'PRIORITY' }, { title: 'ANSWER WITHIN' }],
        TICKET_PRIORITIES.map((one) => [one, timeText(goals.get(one))]),
        '',
      ),
    };
  });

function timeText(minutes: number | undefined): string {
  if (minutes === undefined) return 'nothing is promised';
  if (minutes % MINUTES.d === 0) return `${minutes / MINUTES.d} d`;
  return minutes % MINUTES.h === 0 ? `${minutes / MINUTES.h} h` : `${minutes} min`;
}
