import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Money } from '#lib/money.ts';
import { PROVIDER_KINDS, type ProviderKind, type ProviderSettings } from '#providers/index.ts';
import { money, positive } from './arguments.ts';

/** As commander gives them. */
export type SettingOptions = {
  name?: string;
  kind?: ProviderKind;
  currency?: string;
  exchangeRate?: Money;
  concurrency?: number;
  timeout?: number;
  lowBalance?: Money | 'none';
  statusBatch?: number;
  refill?: boolean;
  cancel?: boolean;
  refusesDuplicates?: boolean;
  balanceEvidence?: boolean;
  packagesPerOrder?: boolean;
};

/** Gives a command the settings that a provider has. */
export function withSettings(command: Command): Command {
  return command
    .option('--name <text>', 'default: the host of the address')
    .addOption(
      new Option(
        '--kind <protocol>',
        'what it speaks: notpanel where it runs our software',
      ).choices(PROVIDER_KINDS),
    )
    .option('--currency <code>', 'what it bills in; another than the shop’s needs --exchange-rate')
    .option('--exchange-rate <amount>', 'what one unit of it is in the shop’s currency', money)
    .option('--concurrency <n>', 'calls at one time that place orders, 1 to 64', positive)
    .option('--timeout <seconds>', 'how long one call may take, 1 to 120', positive)
    .option('--low-balance <amount>', 'tells you when the balance is below it, or none', orNone)
    .option('--status-batch <n>', 'ids that one status call may name', positive)
    .option('--refill <yes|no>', 'takes refills', yes)
    .option('--cancel <yes|no>', 'takes wishes to cancel', yes)
    .option('--refuses-duplicates <yes|no>', 'refuses a link that has an open order', yes)
    .option('--balance-evidence <yes|no>', 'its balance tells what became of an order', yes)
    .option('--packages-per-order <yes|no>', 'quotes packages for one order, not per 1,000', yes);
}

/** The same as the verbs take them. */
export function settingsOf({ timeout, lowBalance, ...rest }: SettingOptions): ProviderSettings {
  return {
    ...rest,
    ...(timeout !== undefined && { timeoutMs: timeout * 1_000 }),
    ...(lowBalance !== undefined && { lowBalance: lowBalance === 'none' ? null : lowBalance }),
  };
}

const orNone = (text: string): Money | 'none' => (text === 'none' ? text : money(text));

function yes(text: string): boolean {
  if (/^(yes|no)$/i.test(text)) return text.toLowerCase() === 'yes';
  throw new InvalidArgumentError('Use yes or no.');
}
