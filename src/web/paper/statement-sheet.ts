import { endOf, isOver, startOf, type Sheet, type Statement } from 'notpanel/billing/index.ts';
import { directionOf, type Locale } from 'notpanel/lib/locales.ts';
import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import { formatDay, formatMoment, formatMonth } from '../dates.ts';
import { formatAmount, formatCount } from '../numbers.ts';
import { textOf } from '../text.ts';
import { footOf, type Shop } from './foot.ts';

export type StatementOf = {
  statement: Statement;
  accountId: number;
  email: string;
  currency: string;
  now: Date;
};

/** A month of a wallet in the reader's language; page and PDF are made of it. */
export function statementSheet(of: StatementOf, locale: Locale, shop: Shop): Sheet {
  const { statement, accountId, email, currency, now } = of;
  const t = textOf(locale, 'billing');
  const words = textOf(locale, 'wallet');
  const money = (amount: Money) => formatAmount(locale, formatMoney(amount), currency);
  const some = (amount: Money) => (amount === 0n ? '–' : money(amount));
  const heading = t('headings.statement');
  const { month, opening, lines, received, paid, closing } = statement;
  const isFinal = isOver(month, now);
  return {
    language: locale,
    direction: directionOf(locale),
    title: `${heading} ${month}`,
    heading,
    number: month,
    facts: [
      { label: t('period'), value: formatMonth(locale, month) },
      {
        label: t('days'),
        value: `${formatDay(locale, startOf(month))} – ${formatDay(locale, lastDay(month))}`,
      },
      ...(isFinal ? [] : [{ label: t('until'), value: formatMoment(locale, now) }]),
      { label: t('accountLabel'), value: `${accountId} · ${email}` },
    ],
    parties: [],
    columns: [
      { title: t('columns.what'), share: 4 },
      { title: t('columns.count'), share: 1.5, isNumber: true },
      { title: t('columns.received'), share: 2.4, isNumber: true },
      { title: t('columns.paid'), share: 2.4, isNumber: true },
    ],
    rows: lines.map((line) => [
      words(`groups.${line.group}`),
      formatCount(locale, line.count),
      some(line.received),
      some(line.paid),
    ]),
    totals: [
      { label: t('opening'), value: money(opening) },
      { label: t('received'), value: `+ ${money(received)}` },
      { label: t('paid'), value: `− ${money(paid)}` },
      { label: isFinal ? t('closing') : t('closingNow'), value: money(closing) },
    ],
    notes: [t('notes.statement')],
    foot: footOf(shop),
    at: isFinal ? endOf(month) : now,
  };
}

const lastDay = (month: Statement['month']): Date => new Date(endOf(month).getTime() - 1);
