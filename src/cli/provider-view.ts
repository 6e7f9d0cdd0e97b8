import { asMoney, formatMoney } from '#lib/money.ts';
import {
  findProvider,
  listProviders,
  readHealth,
  type Health,
  type Provider,
} from '#providers/index.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, receipt, table, yesNo } from './text.ts';

export const listCommand = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    const health = await readHealth(app.db, now);
    const providers = await listProviders(app.db);
    const rows = providers.map((one) => ({ provider: one, health: health.get(one.id) }));
    return {
      json: { providers: rows.map((row) => asJson(row.provider, row.health)) },
      text: table(
        [
          { title: 'ID', right: true },
          { title: 'NAME' },
          { title: 'ADDRESS' },
          { title: 'BALANCE', right: true },
          { title: 'AS OF' },
          { title: 'CALLS', right: true },
          { title: 'FAILED', right: true },
          { title: 'MEAN', right: true },
          { title: 'STATE' },
        ],
        rows.map(({ provider, health: one }) => [
          String(provider.id),
          provider.name,
          provider.url,
          amountText(provider.balance, provider.currency),
          agoText(provider.balanceAt, now),
          String(one?.calls ?? 0),
          failedText(one),
          one?.meanMs == null ? '–' : `${one.meanMs} ms`,
          stateText(provider, one),
        ]),
        'There are no providers. Add one with: notpanel provider add <url> <key>',
      ),
    };
  });

export const showCommand = (cli: Cli, id: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    const provider = await findProvider(app.db, id);
    const health = (await readHealth(app.db, now)).get(id);
    const { currency, exchangeRate } = provider;
    const rate = `1 ${currency} = ${formatMoney(asMoney(exchangeRate))} ${app.currency}`;
    return {
      json: asJson(provider, health),
      text: [
        receipt(`Provider ${id}, ${provider.name}`, [
          ['address', provider.url],
          ['speaks', provider.kind],
          ['state', stateText(provider, health)],
          ['balance', amountText(provider.balance, currency)],
          ['as of', agoText(provider.balanceAt, now)],
          ['low below', amountText(provider.lowBalance, currency)],
          ...(currency === app.currency ? [] : [['exchange rate', rate] as const]),
        ]),
        healthText(health),
        receipt('What it can', capabilities(provider)),
        receipt('Due diligence', [
          ['reviewed on', provider.reviewedOn ?? 'never'],
          ['note', provider.note ?? '–'],
        ]),
      ].join('\n\n'),
    };
  });

const healthText = (health: Health | undefined): string =>
  receipt('In the last hour', [
    ['calls', String(health?.calls ?? 0)],
    ['failed', failedText(health)],
    ['mean', health?.meanMs == null ? '–' : `${health.meanMs} ms`],
    ['slowest', health?.slowestMs == null ? '–' : `${health.slowestMs} ms`],
  ]);

const capabilities = (provider: Provider): [string, string][] => [
  ['orders at one time', String(provider.concurrency)],
  ['time limit', `${provider.timeoutMs / 1_000} s`],
  ['ids a status call', String(provider.statusBatch)],
  ['refill', yesNo(provider.refill)],
  ['cancel', yesNo(provider.cancel)],
  ['refuses duplicates', yesNo(provider.refusesDuplicates)],
  ['balance is evidence', yesNo(provider.balanceEvidence)],
  ['packages per order', yesNo(provider.packagesPerOrder)],
];

const asJson = (provider: Provider, health: Health | undefined) => ({
  provider: provider.id,
  name: provider.name,
  url: provider.url,
  kind: provider.kind,
  paused: provider.paused,
  currency: provider.currency,
  exchange_rate: formatMoney(asMoney(provider.exchangeRate)),
  balance: plainAmount(provider.balance),
  balance_at: provider.balanceAt?.toISOString() ?? null,
  low_balance: plainAmount(provider.lowBalance),
  concurrency: provider.concurrency,
  timeout_s: provider.timeoutMs / 1_000,
  status_batch: provider.statusBatch,
  refill: provider.refill,
  cancel: provider.cancel,
  refuses_duplicates: provider.refusesDuplicates,
  balance_evidence: provider.balanceEvidence,
  packages_per_order: provider.packagesPerOrder,
  reviewed_on: provider.reviewedOn,
  note: provider.note,
  last_hour: {
    calls: health?.calls ?? 0,
    failed: health?.failed ?? 0,
    mean_ms: health?.meanMs ?? null,
    slowest_ms: health?.slowestMs ?? null,
  },
  breaker: health?.breaker ?? 'closed',
  breaker_reason: health?.breakerReason ?? null,
  breaker_at: health?.breakerAt?.toISOString() ?? null,
});

const plainAmount = (amount: bigint | null) =>
  amount === null ? null : formatMoney(asMoney(amount));

const amountText = (amount: bigint | null, currency: string): string =>
  amount === null ? '–' : `${formatMoney(asMoney(amount))} ${currency}`;

function failedText(health: Health | undefined): string {
  if (!health || health.calls === 0) return '–';
  return `${((health.failed / health.calls) * 100).toFixed(1)} %`;
}

function stateText(provider: Provider, health: Health | undefined): string {
  if (provider.paused) return 'paused';
  if (!health || health.breaker === 'closed') return 'in use';
  const why = health.breakerReason === null ? '' : `: ${health.breakerReason}`;
  return `${health.breaker.replace('_', ' ')} at ${moment(health.breakerAt)}${why}`;
}

const MINUTE_MS = 60_000;

function agoText(at: Date | null, now: Date): string {
  if (at === null) return 'never';
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / MINUTE_MS));
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
