import { InvalidArgumentError, type Command } from 'commander';
import {
  fetchReferenceRates,
  followCurrencies,
  followedCurrencies,
  listDisplayRates,
  removeDisplayRate,
  setDisplayRate,
} from '#storefront/index.ts';
import type { DisplayRate } from '#lib/display-amount.ts';
import { asMoney, formatMoney, parseMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Answer, Cli } from './cli.ts';
import { receipt, table } from './text.ts';

export function addCurrencyCommands(program: Command, cli: Cli): void {
  const currency = program
    .command('currency')
    .description('currencies that prices are shown in; what is charged is the shop’s own');
  currency
    .command('list')
    .description('list them with their rates')
    .action(cli.answering(() => cli.withApp(list)));
  currency
    .command('set')
    .description('show prices in a currency, or change its rate')
    .argument('<currency>', 'its ISO code')
    .argument('<rate>', 'how much of it one unit of the shop’s currency is', decimal)
    .option('--as-of <day>', 'the day that the rate is of (today)')
    .action(
      cli.answering((code: string, rate: Money, options: { asOf?: string }) =>
        cli.withApp((app) => set(app, code, rate, options.asOf)),
      ),
    );
  currency
    .command('remove')
    .description('show prices in it no more')
    .argument('<currency>', 'its ISO code')
    .action(cli.answering((code: string) => cli.withApp((app) => remove(app, code))));
  currency
    .command('follow')
    .description('fetch the daily rates of the European Central Bank for these currencies, and now')
    .argument('[currencies...]', 'their ISO codes')
    .option('--none', 'fetch nothing any more; rates stay as they are')
    .action(
      cli.answering((codes: string[], options: { none?: true }) =>
        cli.withApp((app) => follow(app, codes, options.none ?? false)),
      ),
    );
}

function decimal(text: string): Money {
  try {
    return parseMoney(text);
  } catch {
    throw new InvalidArgumentError('use a plain decimal such as 0.92');
  }
}

async function list(app: App): Promise<Answer> {
  const rates = await listDisplayRates(app.db);
  const followed = await followedCurrencies(app.db);
  return {
    json: { charged_in: app.currency, currencies: rates.map(asJson), followed },
    text: table(
      [
        { title: 'CURRENCY' },
        { title: `FOR 1 ${app.currency}`, right: true },
        { title: 'OF' },
        { title: 'SAID BY' },
      ],
      rates.map((one) => [one.currency, rateText(one), one.asOf, one.source]),
      `Prices are shown in ${app.currency} alone. Add a currency with: notpanel currency set`,
    ),
  };
}

async function set(app: App, code: string, rate: Money, asOf?: string): Promise<Answer> {
  const now = new Date(app.clock.now());
  const shown = {
    currency: code.trim().toUpperCase(),
    rate,
    asOf: asOf ?? now.toISOString().slice(0, 10),
    source: 'operator',
  };
  await app.transact((tx) => setDisplayRate(tx, { ...shown, shopCurrency: app.currency }, now));
  return {
    json: asJson(shown),
    text: receipt(`Prices are also shown in ${shown.currency}`, [
      [`1 ${app.currency}`, `${rateText(shown)} ${shown.currency}`],
      ['as of', shown.asOf],
      ['charged in', app.currency],
    ]),
  };
}

async function remove(app: App, code: string): Promise<Answer> {
  await app.transact((tx) => removeDisplayRate(tx, code));
  const currency = code.trim().toUpperCase();
  return { json: { removed: currency }, text: `Prices are shown in ${currency} no more.` };
}

async function follow(app: App, codes: string[], none: boolean): Promise<Answer> {
  if (codes.length === 0 && !none) {
    const followed = await followedCurrencies(app.db);
    return {
      json: { followed },
      text:
        followed.length === 0 ? 'No rates are fetched.' : `Fetched daily: ${followed.join(', ')}`,
    };
  }
  const followed = await app.transact((tx) =>
    followCurrencies(tx, none ? [] : codes, new Date(app.clock.now())),
  );
  if (followed.length === 0) return { json: { followed }, text: 'No rates are fetched.' };
  const fetched = await fetchReferenceRates(app);
  return {
    json: { followed, as_of: fetched.asOf, set: fetched.set, missing: fetched.missing },
    text: receipt('Rates of the European Central Bank', [
      ['as of', fetched.asOf ?? 'never'],
      ['set', fetched.set.join(', ') || 'none'],
      ...(fetched.missing.length > 0
        ? [['not in its file', fetched.missing.join(', ')] as const]
        : []),
    ]),
  };
}

const rateText = ({ rate }: Pick<DisplayRate, 'rate'>): string => formatMoney(asMoney(rate));

const asJson = (one: DisplayRate) => ({
  currency: one.currency,
  rate: rateText(one),
  as_of: one.asOf,
  source: one.source,
});
