import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  creditInvoice,
  findDocument,
  issueInvoices,
  issuerOf,
  listDocuments,
  listTaxRules,
  parseMonth,
  readTaxRule,
  setTaxRule,
  type Document,
  type DocumentHead,
  type DocumentKind,
  type Month,
  type TaxRule,
} from '#billing/index.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { basisPoints, id, list as listed, money, positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { moment, receipt, table } from './text.ts';

const KINDS: readonly DocumentKind[] = ['receipt', 'invoice', 'credit_note'];

type ListOptions = { account?: number; kind?: DocumentKind; limit: number };

export function addInvoiceCommands(program: Command, cli: Cli): void {
  const invoice = program
    .command('invoice')
    .description('receipts, invoices, credit notes, and the tax on them');
  invoice
    .command('list')
    .description('list documents, newest first')
    .option('--account <number>', 'of one account', id)
    .addOption(new Option('--kind <kind>', 'of one kind').choices(KINDS))
    .option('--limit <count>', 'at most so many', positive, 50)
    .action(cli.answering((options: ListOptions) => list(cli, options)));
  invoice
    .command('show')
    .description('show a document as it was issued')
    .argument('<number>', 'such as INV-2026-000012')
    .action(cli.answering((number: string) => show(cli, number)));
  invoice
    .command('issue')
    .description('issue what is missing of a month that is over')
    .argument('<month>', 'of UTC, such as 2026-10', month)
    .option('--account <number>', 'for one account', id)
    .action(
      cli.answering((of: Month, { account }: { account?: number }) => issue(cli, of, account)),
    );
  invoice
    .command('credit')
    .description('give back money of an invoice to the wallet, with a credit note')
    .argument('<number>', "the invoice's")
    .argument('<amount>', 'plain decimal, in the currency of the shop', money)
    .requiredOption('--reason <text>', 'stands on the credit note')
    .action(
      cli.answering((number: string, amount: Money, { reason }: { reason: string }) =>
        credit(cli, number, amount, reason),
      ),
    );
  addTaxCommands(invoice, cli);
}

type TaxOptions = { name: string; reverse?: string };

function addTaxCommands(invoice: Command, cli: Cli): void {
  const tax = invoice.command('tax').description('the tax that prices contain');
  tax
    .command('show')
    .description('show the rule in force and those before it')
    .action(cli.answering(() => showTax(cli)));
  tax
    .command('set')
    .description('set the rule for documents from now on; 0 is no tax')
    .argument('<percent>', 'contained in every price, such as 19', basisPoints)
    .option('--name <name>', 'as its law calls it', 'VAT')
    .option('--reverse <countries>', 'where a business owes it itself: FR,NL,PL')
    .action(
      cli.answering((rateBp: number, { name, reverse = '' }: TaxOptions) => {
        return setTax(cli, { name, rateBp, reverseCountries: listed(reverse) });
      }),
    );
}

function month(text: string): Month {
  const value = parseMonth(text);
  if (value !== undefined) return value;
  throw new InvalidArgumentError('Use a month such as 2026-10.');
}

const list = (cli: Cli, { account, kind, limit }: ListOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { documents } = await listDocuments(app.db, account ?? null, { kind, limit });
    return {
      json: { documents: documents.map(headAsJson) },
      text: table(
        [
          { title: 'NUMBER' },
          { title: 'ACCOUNT', right: true },
          { title: 'ISSUED' },
          { title: 'MONTH' },
          { title: 'TOTAL', right: true },
          { title: 'TAX', right: true },
        ],
        documents.map((one) => [
          one.number,
          String(one.accountId),
          moment(one.issuedAt),
          one.period ?? '',
          formatMoney(one.total),
          formatMoney(one.tax),
        ]),
        'Nothing was issued yet.',
      ),
    };
  });

const show = (cli: Cli, number: string): Promise<Answer> =>
  cli.withApp((app) => shown(app, number, undefined));

const issue = (cli: Cli, of: Month, account?: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const issued = await issueInvoices(app, of, account ?? null);
    return {
      json: { month: of, issued },
      text: issued === 0 ? `Nothing was missing of ${of}.` : `Issued for ${of}: ${issued}`,
    };
  });

const credit = (cli: Cli, number: string, amount: Money, reason: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const note = await app.transact((tx) =>
      creditInvoice(tx, { number, amount, reason, actor: OPERATOR }, issuerOf(app)),
    );
    return shown(app, note.number, `Credited ${number}`);
  });

async function shown(app: App, number: string, title: string | undefined): Promise<Answer> {
  const document = await findDocument(app.db, number);
  return { json: asJson(document), text: asText(document, title ?? document.number) };
}

const headAsJson = (one: DocumentHead) => ({
  number: one.number,
  kind: one.kind,
  account: one.accountId,
  month: one.period,
  corrects: one.corrects,
  issued_at: one.issuedAt.toISOString(),
  currency: one.currency,
  total: formatMoney(one.total),
  net: formatMoney(one.net),
  tax: formatMoney(one.tax),
  tax_name: one.taxName,
  tax_rate_bp: one.taxRateBp,
  tax_treatment: one.taxTreatment,
});

const asJson = ({ lines, seller, buyer, ...head }: Document) => ({
  ...headAsJson(head),
  seller,
  buyer,
  lines: lines.map((line) => ({
    ...line,
    amount: formatMoney(line.amount),
    ...('pieces' in line && { pieces: String(line.pieces) }),
  })),
});

function asText(one: Document, title: string): string {
  const money = (amount: Money) => `${formatMoney(amount)} ${one.currency}`;
  return receipt(title, [
    ['number', one.number],
    ['issued', `${moment(one.issuedAt)} UTC`],
    ...(one.period === null ? [] : [['month', one.period] as const]),
    ...(one.corrects === null ? [] : [['corrects', one.corrects] as const]),
    ['seller', one.seller.name],
    [
      'buyer',
      `${one.buyer.company || one.buyer.name || one.buyer.email}, account ${one.accountId}`,
    ],
    ...one.lines.map((line) => [labelOf(line), money(line.amount)] as const),
    ...(one.taxTreatment === 'included'
      ? [
          ['net', money(one.net)] as const,
          [`${one.taxName} ${percent(one.taxRateBp)}`, money(one.tax)] as const,
        ]
      : []),
    ...(one.taxTreatment === 'reverse_charge' ? [['tax', 'reverse charge'] as const] : []),
    ['total', money(one.total)],
  ]);
}

function labelOf(line: Document['lines'][number]): string {
  switch (line.of) {
    case 'service':
      return `#${line.serviceId} ${line.name}, ${line.pieces} pieces`;
    case 'services':
      return `${line.services} more services`;
    case 'deposit':
      return `deposit ${line.reference}`;
    case 'credit':
      return line.reason;
  }
}

const percent = (bp: number): string => `${bp / 100} %`;

const showTax = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const [rule, rules] = [await readTaxRule(app.db), await listTaxRules(app.db)];
    return {
      json: {
        ...taxAsJson(rule),
        history: rules.map((one) => ({
          ...taxAsJson(one),
          set_at: one.setAt.toISOString(),
          set_by: one.setBy,
        })),
      },
      text: taxAsText('Tax', rule),
    };
  });

const setTax = (cli: Cli, rule: TaxRule): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    await app.transact((tx) => setTaxRule(tx, { ...rule, actor: OPERATOR, now }));
    return { json: taxAsJson(rule), text: taxAsText('Set for documents from now on', rule) };
  });

const taxAsJson = ({ name, rateBp, reverseCountries }: TaxRule) => ({
  name,
  rate_bp: rateBp,
  reverse_countries: reverseCountries,
});

const taxAsText = (title: string, { name, rateBp, reverseCountries }: TaxRule): string =>
  receipt(title, [
    ['rule', rateBp === 0 ? 'no tax' : `${name} ${percent(rateBp)}, contained in prices`],
    ['reverse charge', reverseCountries.length === 0 ? 'nowhere' : reverseCountries.join(', ')],
  ]);
