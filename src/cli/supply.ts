import type { Command } from 'commander';
import { formatRate } from '#lib/money.ts';
import { momentOf } from '#platform/app.ts';
import { listProviders } from '#providers/index.ts';
import {
  listOffers,
  readHoldAbove,
  setHoldAbove,
  syncProvider,
  type StoredOffer,
  type SyncReport,
} from '#supply/index.ts';
import { id, percent, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { addSupplyHeldCommands } from './supply-held.ts';
import { addSupplyImportCommands } from './supply-import.ts';
import { addSupplyRuleCommands } from './supply-rule.ts';
import { addSupplyRunCommands } from './supply-run.ts';
import { cut, day, more, receipt, table, yesNo } from './text.ts';

type OffersOptions = { search?: string; missing?: boolean; fresh?: boolean; limit: number };

const PAGE = 50; // rows that a person reads; --json has all of them
const NAME = 48;

export function addSupplyCommands(program: Command, cli: Cli): void {
  const supply = program
    .command('supply')
    .description('what providers offer, and what you sell of it');
  supply
    .command('offers')
    .description('what a provider offered when it was asked last')
    .argument('<provider>', 'its number', id)
    .option('--search <words>', 'only with these words in number, name or category')
    .option('--missing', 'only what its list leaves out now')
    .option('--fresh', 'ask it now; what you sell of it follows, as by sync')
    .option('--limit <n>', 'how many to print', positive, PAGE)
    .action(
      cli.answering((provider: number, options: OffersOptions) => offers(cli, provider, options)),
    );
  supply
    .command('sync')
    .description('ask providers what they offer, and have what you sell of it follow')
    .argument('[provider]', 'its number; default: every one that is not paused', id)
    .option('--believe', 'take a list at its word that leaves out many services you sell')
    .action(
      cli.answering((provider: number | undefined, options: { believe?: boolean }) =>
        sync(cli, provider, options),
      ),
    );
  supply
    .command('hold-above')
    .description('by how much a cost may change, up or down, before you are asked')
    .argument('[percent]', 'default: shows it', percent)
    .action(cli.answering((holdAboveBp: number | undefined) => holdAbove(cli, holdAboveBp)));
  addSupplyImportCommands(supply, cli);
  addSupplyRuleCommands(supply, cli);
  addSupplyHeldCommands(supply, cli);
  addSupplyRunCommands(supply, cli);
}

const offers = (cli: Cli, providerId: number, options: OffersOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { search = '', missing = false, fresh = false, limit } = options;
    const stored = fresh ? [] : await listOffers(app.db, providerId);
    if (stored.length === 0) await syncProvider(app, providerId, { actor: OPERATOR });
    const all = stored.length === 0 ? await listOffers(app.db, providerId) : stored;
    const wanted = search.toLowerCase().split(/\s+/);
    const found = all.filter((offer) => {
      const text = `${offer.service} ${offer.category} ${offer.name}`.toLowerCase();
      const isThere = offer.missingSince === null;
      return missing !== isThere && wanted.every((word) => text.includes(word));
    });
    return {
      json: { provider: providerId, offers: found.map(offerAsJson) },
      text: [offersTable(found.slice(0, limit)), ...more(found.length, limit)].join('\n'),
    };
  });

const offerAsJson = (offer: StoredOffer) => ({
  service: offer.service,
  name: offer.name,
  type: offer.type,
  category: offer.category,
  quote: formatRate(offer.quote),
  min: String(offer.min),
  max: String(offer.max),
  refill: offer.refill,
  cancel: offer.cancel,
  dripfeed: offer.dripfeed,
  first_seen_at: offer.firstSeenAt.toISOString(),
  missing_since: offer.missingSince?.toISOString() ?? null,
});

const offersTable = (found: readonly StoredOffer[]): string =>
  table(
    [
      { title: 'ITS ID', right: true },
      { title: 'CATEGORY' },
      { title: 'NAME' },
      { title: 'TYPE' },
      { title: 'QUOTE', right: true },
      { title: 'MIN', right: true },
      { title: 'MAX', right: true },
      { title: 'REFILL' },
      { title: 'CANCEL' },
      { title: 'MISSING' },
    ],
    found.map((offer) => [
      offer.service,
      cut(offer.category, NAME / 2),
      cut(offer.name, NAME),
      offer.type,
      formatRate(offer.quote),
      String(offer.min),
      String(offer.max),
      yesNo(offer.refill),
      yesNo(offer.cancel),
      day(offer.missingSince),
    ]),
    'There are no such offers.',
  );

const sync = (
  cli: Cli,
  providerId: number | undefined,
  { believe = false }: { believe?: boolean },
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const providers = await listProviders(app.db);
    const wanted =
      providerId === undefined
        ? providers.filter((provider) => !provider.paused).map((provider) => provider.id)
        : [providerId];
    const reports: (SyncReport & { providerId: number })[] = [];
    for (const one of wanted) {
      const report = await syncProvider(app, one, { actor: OPERATOR, believe });
      reports.push({ ...report, providerId: one });
    }
    const names = new Map(providers.map(({ id: one, name }) => [one, name]));
    return {
      json: { syncs: reports.map(syncAsJson), at: momentOf(app).now.toISOString() },
      text: syncText(reports, names),
      failed: reports.some((report) => report.error !== null),
    };
  });

const syncAsJson = (report: SyncReport & { providerId: number }) => ({
  provider: report.providerId,
  run: report.runId,
  offers: report.offers,
  changed: report.changed,
  held: report.held,
  not_believed_missing: report.disbelieved,
  odd: report.odd,
  error: report.error,
});

function syncText(
  reports: readonly (SyncReport & { providerId: number })[],
  names: ReadonlyMap<number, string>,
): string {
  const rows = table(
    [
      { title: 'PROVIDER' },
      { title: 'RUN', right: true },
      { title: 'OFFERS', right: true },
      { title: 'CHANGED', right: true },
      { title: 'HELD', right: true },
      { title: '' },
    ],
    reports.map((report) => [
      names.get(report.providerId) ?? String(report.providerId),
      String(report.runId),
      String(report.offers),
      String(report.changed),
      String(report.held),
      report.error ?? remark(report),
    ]),
    'There is no provider to ask.',
  );
  const advice = [
    ...(reports.some((report) => report.changed > 0)
      ? ['What changed:  notpanel supply run <run>']
      : []),
    ...(reports.some((report) => report.held > 0) ? ['What waits:    notpanel supply held'] : []),
  ];
  return [rows, ...(advice.length > 0 ? [advice.join('\n')] : [])].join('\n\n');
}

function remark({ disbelieved, odd }: SyncReport): string {
  if (disbelieved > 0) return `leaves out ${disbelieved} that you sell: not believed (--believe)`;
  return odd.length > 0 ? `${odd.length} rows could not be read: ${odd[0]}` : '';
}

const holdAbove = (cli: Cli, holdAboveBp: number | undefined): Promise<Answer> =>
  cli.withApp(async (app) => {
    if (holdAboveBp !== undefined) await app.transact((tx) => setHoldAbove(tx, holdAboveBp));
    const now = (await readHoldAbove(app.db)) / 100;
    return {
      json: { hold_above_percent: now },
      text: receipt('A service is held', [
        ['when its cost moves by more than', `${now} %`],
        ['when it would be sold under cost', 'always'],
      ]),
    };
  });
