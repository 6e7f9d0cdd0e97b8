import type { Command } from 'commander';
import { formatRate, type Rate } from '#lib/money.ts';
import { listPriceRules, removePriceRule, setPriceRule, type PriceRule } from '#supply/index.ts';
import { id, percent, rate } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { table } from './text.ts';

type RuleOptions = {
  markup: number;
  provider?: number;
  category?: string;
  costFrom?: Rate;
  costTo?: Rate;
  extra?: Rate;
  roundTo?: Rate;
  floor?: Rate;
};

export function addSupplyRuleCommands(supply: Command, cli: Cli): void {
  const rule = supply.command('rule').description('how costs become prices');
  rule
    .command('add')
    .description('set a rule in place of the one for the same provider, category and costs')
    .requiredOption('--markup <percent>', 'on the cost', percent)
    .option('--provider <id>', 'only what it offers', id)
    .option('--category <name>', 'only services of this category of yours')
    .option('--cost-from <rate>', 'only costs per 1,000 from here on', rate)
    .option('--cost-to <rate>', 'only costs per 1,000 below this', rate)
    .option('--extra <rate>', 'added after the markup, per 1,000', rate)
    .option('--round-to <rate>', 'prices are multiples of it, rounded up', rate)
    .option('--floor <rate>', 'the lowest price per 1,000', rate)
    .action(cli.answering((options: RuleOptions) => add(cli, options)));
  rule
    .command('list')
    .description('list the rules; of several the one that says most decides')
    .action(cli.answering(() => list(cli)));
  rule
    .command('remove')
    .description('remove a rule; prices that it has made stay')
    .argument('<rule>', 'its number', id)
    .action(cli.answering((one: number) => remove(cli, one)));
}

const add = (cli: Cli, { markup, provider, ...options }: RuleOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const rule = { ...options, ...(provider !== undefined && { providerId: provider }) };
    const set = await app.transact((tx) => setPriceRule(tx, { ...rule, markupBp: markup }));
    return {
      json: { rule: set.id },
      text:
        `Rule ${set.id} is set. It prices imports and costs that change from now on; ` +
        'for what you sell already see: notpanel supply preview',
    };
  });

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const rules = await listPriceRules(app.db);
    return { json: { rules: rules.map(asJson) }, text: asTable(rules) };
  });

const asJson = (rule: PriceRule) => ({
  rule: rule.id,
  provider: rule.providerId,
  category: rule.category,
  cost_from: formatRate(rule.costFrom),
  cost_to: rule.costTo === null ? null : formatRate(rule.costTo),
  markup_percent: rule.markupBp / 100,
  extra: formatRate(rule.extra),
  round_to: formatRate(rule.roundTo),
  floor: formatRate(rule.floor),
});

const asTable = (rules: readonly PriceRule[]): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'PROVIDER', right: true },
      { title: 'CATEGORY' },
      { title: 'COST FROM', right: true },
      { title: 'TO', right: true },
      { title: 'MARKUP', right: true },
      { title: 'EXTRA', right: true },
      { title: 'ROUND TO', right: true },
      { title: 'FLOOR', right: true },
    ],
    rules.map((rule) => [
      String(rule.id),
      rule.providerId === null ? 'every' : String(rule.providerId),
      rule.category ?? 'every',
      formatRate(rule.costFrom),
      rule.costTo === null ? '–' : formatRate(rule.costTo),
      `${rule.markupBp / 100} %`,
      formatRate(rule.extra),
      formatRate(rule.roundTo),
      formatRate(rule.floor),
    ]),
    'There are no rules: prices stay as they are. Set one with: notpanel supply rule add --markup 40',
  );

const remove = (cli: Cli, one: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => removePriceRule(tx, one));
    return { json: { ok: true, rule: one }, text: `Rule ${one} is removed.` };
  });
