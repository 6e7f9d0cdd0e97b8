import type { Document, DocumentLine, Sheet } from 'notpanel/billing/index.ts';
import { directionOf, type Locale } from 'notpanel/lib/locales.ts';
import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import { formatDay, formatMonth } from '../dates.ts';
import { formatAmount, formatCount, formatShare } from '../numbers.ts';
import { textOf } from '../text.ts';
import { footOf, type Shop } from './foot.ts';

type Words = ReturnType<typeof textOf<'billing'>>;

/** A receipt, an invoice or a credit note in the reader's language; page and PDF are made of it. */
export function documentSheet(document: Document, locale: Locale, shop: Shop): Sheet {
  const t = textOf(locale, 'billing');
  const money = (amount: Money) => formatAmount(locale, formatMoney(amount), document.currency);
  const heading = t(`headings.${document.kind}`);
  const isInvoice = document.kind === 'invoice';
  return {
    language: locale,
    direction: directionOf(locale),
    title: `${heading} ${document.number}`,
    heading,
    number: document.number,
    facts: factsOf(document, locale, t),
    parties: [
      { title: t('from'), lines: sellerLines(document, locale, t) },
      { title: t('to'), lines: buyerLines(document, locale, t) },
    ],
    columns: [
      { title: isInvoice ? t('columns.service') : t('columns.what'), share: 5 },
      ...(isInvoice
        ? [
            { title: t('columns.orders'), share: 1.3, isNumber: true },
            { title: t('columns.pieces'), share: 1.7, isNumber: true },
          ]
        : []),
      { title: t('columns.amount'), share: 2.4, isNumber: true },
    ],
    rows: document.lines.map((line) => [
      wordsOf(line, locale, t),
      ...('orders' in line
        ? [formatCount(locale, line.orders), formatCount(locale, line.pieces)]
        : []),
      money(line.amount),
    ]),
    totals: [
      ...taxLines(document, locale, t).map(({ label, amount }) => ({
        label,
        value: money(amount),
      })),
      { label: t(`totals.${document.kind}`), value: money(document.total) },
    ],
    notes: notesOf(document, t),
    foot: footOf(shop),
    at: document.issuedAt,
  };
}

function factsOf({ issuedAt, period, corrects }: Document, locale: Locale, t: Words) {
  return [
    { label: t('issued'), value: formatDay(locale, issuedAt) },
    ...(period === null ? [] : [{ label: t('period'), value: formatMonth(locale, period) }]),
    ...(corrects === null ? [] : [{ label: t('corrects'), value: corrects }]),
  ];
}

function sellerLines({ seller }: Document, locale: Locale, t: Words): string[] {
  const { name, address, country, email, phone, register, taxNumber } = seller;
  return [
    ...[name, ...address.split('\n'), countryName(country, locale), email, phone, register],
    taxNumber === '' ? '' : t('taxNumber', { number: taxNumber }),
  ].filter((line) => line !== '');
}

function buyerLines({ buyer }: Document, locale: Locale, t: Words): string[] {
  const { name, company, address, country, taxNumber, email, accountId } = buyer;
  return [
    ...[company, name, ...address.split('\n'), countryName(country, locale), email],
    taxNumber === '' ? '' : t('taxNumber', { number: taxNumber }),
    t('account', { id: String(accountId) }),
  ].filter((line) => line !== '');
}

const countryName = (code: string, locale: Locale): string =>
  code === '' ? '' : (new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code);

function wordsOf(line: DocumentLine, locale: Locale, t: Words): string {
  switch (line.of) {
    case 'service':
      return `#${line.serviceId} ${line.name}`;
    case 'services':
      return t('lines.services', { count: line.services });
    case 'deposit':
      return t('lines.deposit', {
        reference: line.reference.split('/')[0] ?? '',
        day: formatDay(locale, line.at),
      });
    case 'credit':
      return t('lines.credit', { reason: line.reason });
  }
}

function taxLines(
  document: Document,
  locale: Locale,
  t: Words,
): { label: string; amount: Money }[] {
  if (document.taxTreatment !== 'included') return [];
  const { taxName: name, taxRateBp, net, tax } = document;
  const rate = formatShare(locale, taxRateBp, 2);
  return [
    { label: t('net'), amount: net },
    { label: t('tax', { name, rate }), amount: tax },
  ];
}

function notesOf({ kind, taxTreatment, taxName: name }: Document, t: Words): string[] {
  if (kind === 'receipt') return [t('notes.receipt')];
  const tax =
    taxTreatment === 'included'
      ? [t('notes.included', { name })]
      : taxTreatment === 'reverse_charge'
        ? [t('notes.reverse', { name })]
        : [];
  return [...tax, t(kind === 'invoice' ? 'notes.invoice' : 'notes.credit')];
}
