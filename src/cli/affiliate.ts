import { Option, type Command } from 'commander';
import { asMoney, formatMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import {
  accrueCommissions,
  adjustCommissions,
  listAffiliates,
  listReferrals,
  readRules,
  refuseReferral,
  setRules,
  type AffiliateRow,
  type AffiliateRules,
} from '#promotions/index.ts';
import { AppError } from '#lib/errors.ts';
import { basisPoints, id, money, positive, whole } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { moment, percent, receipt, table, yesNo } from './text.ts';

type RulesOptions = {
  on?: boolean;
  off?: boolean;
  percent?: number;
  first?: boolean;
  every?: boolean;
  /** Not null for all: commander takes that for not given. */
  months?: number | 'all';
  minimum?: Money;
  hold?: number;
  window?: number;
};

const MOST = 1_000;

export function addAffiliateCommands(program: Command, cli: Cli): void {
  const affiliate = program
    .command('affiliate')
    .description('customers who bring customers, and what they earn by it');
  affiliate
    .command('rules')
    .description('show the rules, or change them for sign-ups from now on')
    .option('--on', 'bind new sign-ups')
    .addOption(new Option('--off', 'bind no new ones; the others go on').conflicts('on'))
    .option('--percent <n>', 'of what deposits credit, such as 5 or 2.5', basisPoints)
    .option('--first', 'of the first deposit only')
    .addOption(new Option('--every', 'of every deposit').conflicts('first'))
    .option('--months <n>', 'for so long after the sign-up, or "all"', monthsOf)
    .option('--minimum <amount>', 'what a payout begins at', money)
    .option('--hold <days>', 'how long a commission waits', whole)
    .option('--window <days>', 'how long a click counts', positive)
    .action(cli.answering((options: RulesOptions) => rules(cli, options)));
  affiliate
    .command('list')
    .description('list affiliates, with what they have earned')
    .action(cli.answering(() => list(cli)));
  affiliate
    .command('show')
    .description('show whom one has brought, and who of them does not count and why')
    .argument('<account>', 'account number', id)
    .action(cli.answering((account: number) => show(cli, account)));
  affiliate
    .command('adjust')
    .description('add to what an affiliate has to come; they read the reason')
    .argument('<account>', 'account number', id)
    .argument('<amount>', 'plain decimal, in the currency of the shop', money)
    .option('--take', 'take it away instead')
    .requiredOption('--reason <text>', 'why')
    .action(
      cli.answering((account: number, amount: Money, options: { take?: boolean; reason: string }) =>
        adjust(cli, account, options.take ? asMoney(-amount) : amount, options.reason),
      ),
    );
  affiliate
    .command('refuse')
    .description('say that somebody who was brought does not count; what they earned is taken back')
    .argument('<account>', 'the account that was brought', id)
    .requiredOption('--reason <text>', 'why')
    .action(
      cli.answering((account: number, { reason }: { reason: string }) =>
        refuse(cli, account, reason),
      ),
    );
}

const monthsOf = (text: string): number | 'all' => (text === 'all' ? text : positive(text));

const rules = (cli: Cli, options: RulesOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { on, off, first, every, months, percent: percentBp, minimum, hold, window } = options;
    const change = {
      ...((on || off) && { active: on === true }),
      ...(percentBp !== undefined && { percentBp }),
      ...((first || every) && { firstOnly: first === true }),
      ...(months !== undefined && { months: months === 'all' ? null : months }),
      ...(minimum !== undefined && { minimumPayout: minimum }),
      ...(hold !== undefined && { holdDays: hold }),
      ...(window !== undefined && { windowDays: window }),
    };
    const isChange = Object.keys(change).length > 0;
    const now = isChange ? await setRules(app, change, OPERATOR) : await readRules(app.db);
    if (!now) {
      const text = 'There is no affiliate programme. Begin one with: notpanel affiliate rules --on';
      return { json: { rules: null }, text };
    }
    return { json: rulesJson(now), text: rulesText(now, app.currency) };
  });

const rulesJson = (one: AffiliateRules) => ({
  rules: {
    active: one.active,
    percent_bp: one.percentBp,
    first_only: one.firstOnly,
    months: one.months,
    minimum_payout: formatMoney(one.minimumPayout),
    hold_days: one.holdDays,
    window_days: one.windowDays,
  },
});

const rulesText = (one: AffiliateRules, currency: string): string =>
  receipt('The rules for sign-ups from now on', [
    ['binds new sign-ups', yesNo(one.active)],
    [
      'commission',
      `${percent(one.percentBp)} of ${one.firstOnly ? 'the first deposit' : 'deposits'}`,
    ],
    ['for', one.months === null ? 'all time' : `${one.months} months after the sign-up`],
    ['a click counts', `${one.windowDays} days`],
    ['a commission waits', `${one.holdDays} days`],
    ['a payout begins at', `${formatMoney(one.minimumPayout)} ${currency}`],
  ]);

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    await accrueCommissions(app);
    const all = await listAffiliates(app, { limit: MOST });
    return {
      json: { affiliates: all.map(asJson) },
      text: table(
        [
          { title: 'ACCOUNT', right: true },
          { title: 'E-MAIL' },
          { title: 'CODE' },
          { title: 'CLICKS', right: true },
          { title: 'BROUGHT', right: true },
          { title: 'REFUSED', right: true },
          { title: 'ON HOLD', right: true },
          { title: 'AVAILABLE', right: true },
          { title: 'PAID', right: true },
        ],
        all.map((one) => [
          ...[String(one.accountId), one.email, one.code, String(one.clicks)],
          ...[String(one.referrals), String(one.refused)],
          ...[one.pending, one.available, one.paid].map(formatMoney),
        ]),
        'Nobody has a link yet.',
      ),
    };
  });

const asJson = (one: AffiliateRow) => ({
  account: one.accountId,
  email: one.email,
  code: one.code,
  clicks: one.clicks,
  referrals: one.referrals,
  refused: one.refused,
  on_hold: formatMoney(one.pending),
  available: formatMoney(one.available),
  paid: formatMoney(one.paid),
});

const show = (cli: Cli, accountId: number): Promise<Answer> =>
  cli.withApp(async (app) => shown(app, accountId));

async function shown(app: App, accountId: number): Promise<Answer> {
  const [one] = await listAffiliates(app, { accountId, limit: 1 });
  if (!one) throw new AppError('not_found', `account ${accountId} is no affiliate`);
  const referrals = await listReferrals(app.db, { affiliateId: accountId, limit: MOST });
  const rows = referrals.map((row) => ({
    account: row.accountId,
    at: row.at.toISOString(),
    earned: formatMoney(row.earned),
    refused: row.refused,
    refused_by: row.refusedBy,
  }));
  const head = receipt(`Affiliate ${one.code}`, [
    ['account', `${one.accountId}, ${one.email}`],
    ['on hold', `${formatMoney(one.pending)} ${app.currency}`],
    ['available', `${formatMoney(one.available)} ${app.currency}`],
    ['paid', `${formatMoney(one.paid)} ${app.currency}`],
  ]);
  const brought = table(
    [
      { title: 'ACCOUNT', right: true },
      { title: 'SINCE' },
      { title: 'EARNED', right: true },
      { title: 'DOES NOT COUNT' },
    ],
    referrals.map((row) => [
      ...[String(row.accountId), moment(row.at), formatMoney(row.earned)],
      row.refused === null ? '' : `${row.refused} (${row.refusedBy})`,
    ]),
    'Nobody has signed up by this link.',
  );
  return { json: { ...asJson(one), brought: rows }, text: `${head}\n\n${brought}` };
}

const adjust = (cli: Cli, accountId: number, amount: Money, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await adjustCommissions(app, { accountId, amount, reason, actor: OPERATOR });
    return shown(app, accountId);
  });

const refuse = (cli: Cli, accountId: number, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await refuseReferral(app, { accountId, reason, actor: OPERATOR });
    const text = `Account ${accountId} does not count any more: ${reason}`;
    return { json: { account: accountId, refused: reason }, text };
  });
