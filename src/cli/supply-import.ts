import { Option, type Command } from 'commander';
import { DELIVERY_METHODS, type DeliveryMethod } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import {
  applyImport,
  listOffers,
  previewImport,
  syncProvider,
  type ImportChoice,
  type ImportPreview,
  type ImportRow,
} from '#supply/index.ts';
import { id, positive, words } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { bold, cut, more, receipt, table } from './text.ts';

type ChoiceOptions = {
  from?: string;
  search?: string;
  map?: string[];
  into?: string;
  platform?: string;
  delivery: DeliveryMethod;
  deliveryNote?: string;
  limit: number;
};
type ImportOptions = ChoiceOptions & { preview?: string; yes?: boolean };

const PAGE = 50; // rows that a person reads; --json has all of them
const NAME = 40;

export function addSupplyImportCommands(supply: Command, cli: Cli): void {
  withChoice(supply.command('preview'))
    .description('show what an import would do, and change nothing')
    .action(
      cli.answering((provider: number, services: string[], options: ChoiceOptions) =>
        preview(cli, choiceOf(provider, services, options), options.limit),
      ),
    );
  withChoice(supply.command('import'))
    .description('sell what a provider offers, as a preview has shown it')
    .option('--preview <id>', 'what the preview called itself: nothing else is done')
    .option('--yes', 'whatever it is at this moment, without a preview')
    .action(
      cli.answering((provider: number, services: string[], options: ImportOptions) =>
        carryOut(cli, choiceOf(provider, services, options), options),
      ),
    );
}

const withChoice = (command: Command): Command =>
  command
    .argument('<provider>', 'its number', id)
    .argument('[services...]', 'its numbers of services; default: all that it offers')
    .option('--from <category>', 'only of this category of the provider')
    .option('--search <words>', 'only with these words in name or category')
    .option('--map <its=yours>', 'sell its category under yours; may be repeated', words)
    .option('--into <category>', 'the category of yours for all that is not mapped')
    .option('--platform <name>', 'of categories that are new')
    .addOption(
      new Option('--delivery <method>', 'how they are delivered, as customers are told')
        .choices(DELIVERY_METHODS)
        .makeOptionMandatory(),
    )
    .option('--delivery-note <text>', 'in words; needed with --delivery other')
    .option('--limit <n>', 'how many rows to print', positive, PAGE);

function choiceOf(
  providerId: number,
  services: readonly string[],
  { from, search, map, into, platform, delivery, deliveryNote }: ChoiceOptions,
): ImportChoice {
  return {
    providerId,
    delivery,
    ...(services.length > 0 && { services }),
    ...(from !== undefined && { from }),
    ...(search !== undefined && { search }),
    ...(map !== undefined && { categories: Object.fromEntries(map.map(mapped)) }),
    ...(into !== undefined && { into }),
    ...(platform !== undefined && { platform }),
    ...(deliveryNote !== undefined && { deliveryNote }),
  };
}

function mapped(text: string): [string, string] {
  const [its, ...yours] = text.split('=').map((part) => part.trim());
  if (its && yours.length === 1 && yours[0]) return [its, yours[0]];
  throw new AppError('invalid_parameter', `${text}: map as "its category=your category"`);
}

const preview = (cli: Cli, choice: ImportChoice, limit: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await haveOffers(app, choice.providerId);
    const shown = await previewImport(app.db, choice);
    return { json: previewAsJson(shown), text: previewText(shown, limit) };
  });

/** A provider that was never asked is asked now. */
async function haveOffers(app: App, providerId: number): Promise<void> {
  const [known] = await listOffers(app.db, providerId);
  if (known) return;
  const { error } = await syncProvider(app, providerId, { actor: OPERATOR });
  if (error !== null) throw new AppError('unavailable', `the provider gives no list: ${error}`);
}

const previewAsJson = ({ id: name, counts, rows }: ImportPreview) => ({
  preview: name,
  counts,
  rows: rows.map((row) => ({
    service: row.service,
    our_service: row.serviceId,
    verdict: row.verdict,
    reason: row.reason,
    name: row.name,
    category: row.category,
    cost: formatRate(row.cost),
    cost_basis: row.costBasis,
    rate: row.rate === null ? null : formatRate(row.rate),
    margin_percent: row.marginBp === null ? null : row.marginBp / 100,
    warning: row.warning,
    diff: row.diff,
  })),
});

const ORDER = { changed: 0, new: 1, refused: 2, unchanged: 3 } as const;

function previewText(shown: ImportPreview, limit: number): string {
  const { provider, counts, rows } = shown;
  const telling = rows
    .filter(({ verdict }) => verdict !== 'unchanged')
    .toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  const summary = receipt(`Import from ${provider.name}`, [
    ['new', String(counts.new)],
    ['changed', String(counts.changed)],
    ['as they are', String(counts.unchanged)],
    ['refused', String(counts.refused)],
  ]);
  const isEmpty = counts.new + counts.changed === 0;
  const next = isEmpty
    ? 'There is nothing to import.'
    : `To do just this, repeat it as: notpanel supply import … --preview ${bold(shown.id)}`;
  const needsRule = rows.some(({ reason }) => reason === 'no price rule is about it');
  const advice = 'A price needs a rule, for example: notpanel supply rule add --markup 40';
  return [
    [rowsTable(telling.slice(0, limit)), ...more(telling.length, limit)].join('\n'),
    summary,
    ...(needsRule ? [advice] : []),
    next,
  ].join('\n\n');
}

const rowsTable = (rows: readonly ImportRow[]): string =>
  table(
    [
      { title: '' },
      { title: 'ITS ID', right: true },
      { title: 'OURS', right: true },
      { title: 'CATEGORY' },
      { title: 'NAME' },
      { title: 'COST', right: true },
      { title: 'PRICE', right: true },
      { title: 'MARGIN', right: true },
      { title: 'WHAT' },
    ],
    rows.map((row) => [
      row.verdict,
      row.service,
      row.serviceId === null ? '' : String(row.serviceId),
      cut(row.category, NAME / 2),
      cut(row.name, NAME),
      `${formatRate(row.cost)}${row.costBasis === 'per_order' ? ' an order' : ''}`,
      row.rate === null ? '–' : formatRate(row.rate),
      row.marginBp === null ? '–' : `${(row.marginBp / 100).toFixed(1)} %`,
      whatOf(row),
    ]),
    'Nothing would change.',
  );

const whatOf = ({ reason, warning, diff }: ImportRow): string =>
  [
    ...(reason === null ? [] : [reason]),
    ...diff.map(({ field, from, to }) => `${field} ${from} → ${to}`),
    ...(warning === null ? [] : [warning]),
  ].join(', ');

const carryOut = (
  cli: Cli,
  choice: ImportChoice,
  { preview: agreed, yes = false }: ImportOptions,
): Promise<Answer> =>
  cli.withApp(async (app) => {
    if (agreed === undefined && !yes) {
      throw new AppError(
        'missing_parameter',
        'look first with: notpanel supply preview; then repeat with --preview <id>, or with --yes',
      );
    }
    await haveOffers(app, choice.providerId);
    const name = agreed ?? (await previewImport(app.db, choice)).id;
    const { runId, counts } = await applyImport(app, { choice, preview: name }, OPERATOR);
    return {
      json: { run: runId, counts },
      text: [
        receipt(`Imported as run ${runId}`, [
          ['new', String(counts.new)],
          ['changed', String(counts.changed)],
          ['as they were', String(counts.unchanged)],
          ['refused', String(counts.refused)],
        ]),
        `To take it back: notpanel supply undo ${runId}`,
      ].join('\n\n'),
    };
  });
