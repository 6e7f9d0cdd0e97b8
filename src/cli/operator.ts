import { Argument, type Command } from 'commander';
import {
  fieldOf,
  IDENTITY_NAMES,
  readContent,
  setIdentity,
  type IdentityName,
} from '#content/index.ts';
import { actorName } from '#platform/app.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { receipt, table } from './text.ts';

const FIELDS = `\n${receipt(
  'Fields, and an example of each',
  IDENTITY_NAMES.map((name) => [name, `${fieldOf(name).label}: ${fieldOf(name).example}`]),
)}`;

export function addOperatorCommands(program: Command, cli: Cli): void {
  const operator = program.command('operator').description('who runs the shop');
  operator
    .command('show')
    .description('what visitors are told')
    .action(cli.answering(() => show(cli)));
  operator
    .command('set')
    .description('say who runs the shop; policies name you by it, at once')
    .addArgument(new Argument('<field>').choices(IDENTITY_NAMES))
    .argument('<value>', 'what visitors read; "" takes it back')
    .addHelpText('after', FIELDS)
    .action(cli.answering((field: IdentityName, value: string) => set(cli, field, value)));
}

const show = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { identity } = await readContent(app.db);
    return {
      json: { operator: identity },
      text: table(
        [{ title: 'FIELD' }, { title: 'MEANS' }, { title: 'VALUE' }],
        IDENTITY_NAMES.map((name) => {
          const { label, required } = fieldOf(name);
          return [name, label, identity[name] ?? (required ? 'missing' : '–')];
        }),
        '',
      ),
    };
  });

const set = (cli: Cli, field: IdentityName, value: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const change = { by: actorName(OPERATOR), now: new Date(app.clock.now()) };
    await app.transact((tx) => setIdentity(tx, { values: { [field]: value }, ...change }));
    const { identity } = await readContent(app.db);
    return {
      json: { field, value: identity[field] ?? null },
      text: receipt('Visitors read', [[fieldOf(field).label, identity[field] ?? 'nothing']]),
    };
  });
