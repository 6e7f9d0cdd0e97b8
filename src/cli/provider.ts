import type { Command } from 'commander';
import { formatMoney, type Money } from '#lib/money.ts';
import {
  addProvider,
  findProvider,
  pauseProvider,
  recordTopup,
  reviewProvider,
  setProvider,
  setProviderKey,
} from '#providers/index.ts';
import { date, id, lineFromStdin, money } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { addProviderCheckCommand } from './provider-check.ts';
import { settingsOf, withSettings, type SettingOptions } from './provider-settings.ts';
import { addProviderStatementCommands } from './provider-statement.ts';
import { listCommand, showCommand } from './provider-view.ts';
import { addScorecardCommand } from './scorecard.ts';
import { day, receipt } from './text.ts';

type TopupOptions = { reference: string; at?: Date; withdrawn?: boolean };
type ReviewOptions = { note: string; on?: Date };

export function addProviderCommands(program: Command, cli: Cli): void {
  const provider = program.command('provider').description('upstream panels that orders go to');
  const command = (name: string, description: string) =>
    provider.command(name).description(description);
  const ofOne = (name: string, description: string) =>
    command(name, description).argument('<provider>', 'its number', id);

  withSettings(
    command('add', 'add a provider')
      .argument('<url>', 'its API address, such as https://provider.example/api/v2')
      .argument('<key>', 'our API key there, or - to read it from standard input'),
  ).action(
    cli.answering((url: string, key: string, options: SettingOptions) =>
      add(cli, url, key, options),
    ),
  );
  withSettings(
    ofOne('set', 'change its settings').option('--url <address>', 'its API address'),
  ).action(
    cli.answering((one: number, options: SettingOptions & { url?: string }) =>
      set(cli, one, options),
    ),
  );
  for (const paused of [true, false]) {
    ofOne(
      paused ? 'pause' : 'resume',
      paused ? 'send it no more orders; those it has are followed' : 'send it orders again',
    ).action(cli.answering((one: number) => pause(cli, one, paused)));
  }
  ofOne('key', 'give it another key of ours')
    .argument('<key>', 'our API key there, or - to read it from standard input')
    .action(cli.answering((one: number, key: string) => setKey(cli, one, key)));
  command('list', 'list the providers, and how they do').action(
    cli.answering(() => listCommand(cli)),
  );
  ofOne('show', 'show all that is known of one').action(
    cli.answering((one: number) => showCommand(cli, one)),
  );
  addProviderCheckCommand(provider, cli);
  addProviderStatementCommands(provider, cli);
  addScorecardCommand(provider, cli, 'provider');
  ofOne('topup', 'record what you paid to it, for the statement check')
    .argument('<amount>', 'in its currency', money)
    .requiredOption('--reference <text>', 'of the payment; each is recorded once')
    .option('--at <date>', 'when it arrived there; default: now', date)
    .option('--withdrawn', 'it was paid back, or recorded wrongly before')
    .action(
      cli.answering((one: number, amount: Money, options: TopupOptions) =>
        topup(cli, one, amount, options),
      ),
    );
  ofOne('review', 'keep what you found out about it')
    .requiredOption('--note <text>', 'who they are, their terms')
    .option('--on <date>', 'when you looked; default: today', date)
    .action(cli.answering((one: number, options: ReviewOptions) => review(cli, one, options)));
}

const keyOf = async (given: string): Promise<string> => (given === '-' ? lineFromStdin() : given);

const add = (cli: Cli, url: string, given: string, options: SettingOptions): Promise<Answer> =>
  cli.withNewApp(async (app) => {
    const key = await keyOf(given);
    const { id: added } = await addProvider(app, { ...settingsOf(options), url, key });
    return {
      json: { provider: added },
      text: [
        receipt(`Added provider ${added}`, [
          ['address', url],
          ['key', 'sealed with the secret of this installation'],
        ]),
        `See what it is like, before you sell: notpanel provider check ${added}`,
      ].join('\n\n'),
    };
  });

const set = (
  cli: Cli,
  one: number,
  { url, ...options }: SettingOptions & { url?: string },
): Promise<Answer> =>
  cli.withApp(async (app) => {
    await setProvider(app, one, { ...settingsOf(options), ...(url === undefined ? {} : { url }) });
    return { json: { provider: one }, text: `Provider ${one} is set.` };
  });

const pause = (cli: Cli, one: number, paused: boolean): Promise<Answer> =>
  cli.withApp(async (app) => {
    await pauseProvider(app, one, paused);
    return {
      json: { provider: one, paused },
      text: paused ? `Provider ${one} is paused.` : `Provider ${one} is in use.`,
    };
  });

const setKey = (cli: Cli, one: number, given: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await setProviderKey(app, one, await keyOf(given));
    return { json: { provider: one }, text: `Provider ${one} is called with the new key.` };
  });

const topup = (
  cli: Cli,
  one: number,
  paid: Money,
  { reference, at, withdrawn = false }: TopupOptions,
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const amount = withdrawn ? -paid : (paid as bigint);
    await recordTopup(
      app,
      { providerId: one, amount, reference, ...(at === undefined ? {} : { at }) },
      OPERATOR,
    );
    const { name, currency } = await findProvider(app.db, one);
    return {
      json: { provider: one, amount: `${withdrawn ? '-' : ''}${formatMoney(paid)}`, reference },
      text: receipt(withdrawn ? `Taken back from ${name}` : `Paid to ${name}`, [
        ['amount', `${formatMoney(paid)} ${currency}`],
        ['reference', reference],
      ]),
    };
  });

const review = (cli: Cli, one: number, { note, on = new Date() }: ReviewOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    await reviewProvider(app, one, { note, on });
    return {
      json: { provider: one, reviewed_on: day(on), note },
      text: `The review of provider ${one} is on record.`,
    };
  });
