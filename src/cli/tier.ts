import type { Command } from 'commander';
import { listTiers } from '#accounts/index.ts';
import { formatMoney } from '#lib/money.ts';
import type { Answer, Cli } from './cli.ts';
import { table } from './text.ts';

export function addTierCommands(program: Command, cli: Cli): void {
  const tier = program.command('tier').description('what lifetime deposits reach');
  tier
    .command('list')
    .description('list the tiers')
    .action(cli.answering(() => list(cli)));
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const tiers = await listTiers(app.db);
    return {
      json: {
        tiers: tiers.map((tier) => ({
          name: tier.name,
          reached_at: formatMoney(tier.reachedAt),
          requests_per_minute: tier.requestsPerMinute,
          discount_percent: tier.discountBp / 100,
        })),
      },
      text: table(
        [
          { title: 'TIER' },
          { title: `FROM, ${app.currency}`, right: true },
          { title: 'CALLS A MINUTE', right: true },
          { title: 'DISCOUNT', right: true },
        ],
        tiers.map((tier) => [
          tier.name,
          formatMoney(tier.reachedAt),
          tier.requestsPerMinute === null ? 'unlimited' : String(tier.requestsPerMinute),
          `${tier.discountBp / 100} %`,
        ]),
        'There are no tiers.',
      ),
    };
  });
