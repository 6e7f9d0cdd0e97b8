import type { Command } from 'commander';
import { addProvider, listProviders } from '#providers/index.ts';
import { lineFromStdin } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { receipt, table, yesNo } from './text.ts';

export function addProviderCommands(program: Command, cli: Cli): void {
  const provider = program.command('provider').description('upstream panels that orders go to');
  provider
    .command('add')
    .description('add a provider that speaks the v2 API')
    .argument('<url>', 'its API address, such as https://provider.example/api/v2')
    .argument('<key>', 'our API key there, or - to read it from standard input')
    .option('--name <text>', 'default: the host of the address')
    .action(
      cli.answering((url: string, key: string, { name }: { name?: string }) =>
        add(cli, url, key, name),
      ),
    );
  provider
    .command('list')
    .description('list the providers')
    .action(cli.answering(() => list(cli)));
}

const add = (cli: Cli, url: string, given: string, name?: string): Promise<Answer> =>
  cli.withNewApp(async (app) => {
    const key = given === '-' ? await lineFromStdin() : given;
    const { id } = await addProvider(app, { url, key, ...(name === undefined ? {} : { name }) });
    return {
      json: { provider: id },
      text: receipt(`Added provider ${id}`, [
        ['address', url],
        ['key', 'sealed with the secret of this installation'],
      ]),
    };
  });

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const providers = await listProviders(app.db);
    return {
      json: {
        providers: providers.map(({ id, name, url, kind, paused }) => ({
          provider: id,
          name,
          url,
          kind,
          paused,
        })),
      },
      text: table(
        [
          { title: 'ID', right: true },
          { title: 'NAME' },
          { title: 'ADDRESS' },
          { title: 'SPEAKS' },
          { title: 'PAUSED' },
        ],
        providers.map(({ id, name, url, kind, paused }) => [
          String(id),
          name,
          url,
          kind,
          yesNo(paused),
        ]),
        'There are no providers. Add one with: notpanel provider add <url> <key>',
      ),
    };
  });
