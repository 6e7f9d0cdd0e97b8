import { Command, CommanderError } from 'commander';
import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { readConfig, VARIABLES, type Config } from '../config.ts';
import { openPanel, RELEASE } from '../start/index.ts';
import { addAccountCommands } from './account.ts';
import { addAffiliateCommands } from './affiliate.ts';
import { addBenchCommand } from './bench.ts';
import { addCheckBooksCommand } from './check-books.ts';
import type { Answer, Cli } from './cli.ts';
import { addContentCommands } from './content.ts';
import { addCouponCommands } from './coupon.ts';
import { addCurrencyCommands } from './currency.ts';
import { addDatabaseCommands } from './database.ts';
import { addDoctorCommand } from './doctor.ts';
import { addFaqCommands } from './faq.ts';
import { addFaultProxyCommand } from './fault-proxy.ts';
import { addListenCommand } from './listen.ts';
import { addGatewayCommands } from './gateway.ts';
import { addGiveawayCommands } from './giveaway.ts';
import { addInvoiceCommands } from './invoice.ts';
import { addJobsCommands } from './jobs.ts';
import { addKeyCommands } from './key.ts';
import { addMailCommands } from './mail.ts';
import { addNoticesCommands } from './notices.ts';
import { addOperatorCommands } from './operator.ts';
import { addOrderCommands } from './order.ts';
import { addOverviewCommand } from './overview.ts';
import { addPaymentCommands } from './payment.ts';
import { addPostCommands } from './post.ts';
import { addProviderCommands } from './provider.ts';
import { quietLog } from './quiet-log.ts';
import { addRefillCommands } from './refill.ts';
import { addServeCommands } from './serve.ts';
import { addServiceCommands } from './service.ts';
import { addSimulateProviderCommand } from './simulate-provider.ts';
import { addStatusCommands } from './status.ts';
import { addSupplyCommands } from './supply.ts';
import { addTestGatewayCommands } from './test-gateway.ts';
import { harmless, receipt } from './text.ts';
import { addTicketCommands } from './ticket.ts';
import { addTierCommands } from './tier.ts';
import { addWalletCommands } from './wallet.ts';
import { addWebhookCommands } from './webhook.ts';

const FAILED = 1;
const WRONG_USE = 2;

/** Runs one command. Errors are told on stderr, or as one JSON document on stdout. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json');
  try {
    await programFor(openCli(json)).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.exitCode = tell(error, json);
  }
}

function openCli(json: boolean): Cli {
  let config: Config | undefined;
  const print = ({ json: document, text, failed = false }: Answer) => {
    process.stdout.write(`${json ? JSON.stringify(document) : harmless(text)}\n`);
    if (failed) process.exitCode = FAILED;
  };
  const cli: Cli = {
    json,
    get config() {
      return (config ??= readConfig());
    },
    withApp: (work) => withApp(cli.config, 'refuse', work),
    withNewApp: (work) => withApp(cli.config, 'empty', work),
    answering:
      (run) =>
      async (...given) =>
        print(await run(...given)),
    print,
  };
  return cli;
}

async function withApp<T>(
  config: Config,
  whenNew: 'refuse' | 'empty',
  work: (app: App) => Promise<T>,
): Promise<T> {
  await using panel = await openPanel(config, quietLog(config), { use: 'command', whenNew });
  return await work(panel.app);
}

function programFor(cli: Cli): Command {
  const program = new Command('notpanel')
    .description(
      'A self-hosted SMM panel: an exact, fast order engine with the whole shop around it.',
    )
    .version(RELEASE, '--version')
    .option('--json', 'answer with one JSON document')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput(cli.json ? { writeErr: () => {}, outputError: () => {} } : {})
    .addHelpText('after', `\n${receipt('Environment', Object.entries(VARIABLES))}`)
    .exitOverride();
  addServeCommands(program, cli);
  addDatabaseCommands(program, cli);
  addDoctorCommand(program, cli);
  addAccountCommands(program, cli);
  addWalletCommands(program, cli);
  addInvoiceCommands(program, cli);
  addKeyCommands(program, cli);
  addTierCommands(program, cli);
  addServiceCommands(program, cli);
  addCouponCommands(program, cli);
  addGatewayCommands(program, cli);
  addPaymentCommands(program, cli);
  addGiveawayCommands(program, cli);
  addAffiliateCommands(program, cli);
  addCurrencyCommands(program, cli);
  addProviderCommands(program, cli);
  addSupplyCommands(program, cli);
  addRefillCommands(program, cli);
  addOverviewCommand(program, cli);
  addOrderCommands(program, cli);
  addOperatorCommands(program, cli);
  addContentCommands(program, cli);
  addPostCommands(program, cli);
  addFaqCommands(program, cli);
  addTicketCommands(program, cli);
  addJobsCommands(program, cli);
  addMailCommands(program, cli);
  addNoticesCommands(program, cli);
  addStatusCommands(program, cli);
  addCheckBooksCommand(program, cli);
  addSimulateProviderCommand(program, cli);
  addTestGatewayCommands(program, cli);
  addFaultProxyCommand(program, cli);
  addWebhookCommands(program, cli);
  addListenCommand(program, cli);
  addBenchCommand(program);
  return program;
}

/** Says what went wrong and answers the exit code; commander has told its own errors already. */
function tell(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) {
    if (json && error.exitCode !== 0) printError(usageText(error), 'usage');
    return error.exitCode === 0 ? 0 : WRONG_USE;
  }
  const isExpected = isAppError(error) && error.code !== 'internal';
  const { message, stack } = error as Error;
  if (json) printError(message, isAppError(error) ? error.code : 'internal');
  else process.stderr.write(`error: ${harmless(isExpected ? message : (stack ?? message))}\n`);
  return FAILED;
}

/** For a command without its subcommand commander has its help, and no message. */
const usageText = ({ code, message }: CommanderError): string =>
  code === 'commander.help' ? 'no such command: see --help' : message.replace(/^error: /, '');

const printError = (error: string, code: string): void => {
  process.stdout.write(`${JSON.stringify({ error, code })}\n`);
};
