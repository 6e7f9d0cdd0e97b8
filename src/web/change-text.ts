import type { PublicChange } from 'notpanel/catalog/index.ts';
import type { Locale } from 'notpanel/lib/locales.ts';
import { parseRate } from 'notpanel/lib/money.ts';
import { formatAmount, formatCount, formatShare } from './numbers.ts';
import { textOf } from './text.ts';

type Value = NonNullable<PublicChange['after']>[string] | undefined;

/** One line of what a change changed. */
export type ChangeLine = { text: string; note?: string };

const FIELDS = [
  'name',
  'category',
  'type',
  'refill',
  'cancel',
  'dripfeed',
  'guarantee_days',
  'refill_cap',
  'delivery',
  'delivery_note',
  'description',
  'link_guard',
] as const;
const LIMITS = ['min', 'max'] as const;
const LONG: ReadonlySet<string> = new Set(['description', 'delivery_note']);

/** What changed, in words of the language: for the page and for the feeds alike. */
export function changeLines(change: PublicChange, locale: Locale, currency: string): ChangeLine[] {
  const t = textOf(locale, 'changes');
  const { kind, before, after } = change;
  const amount = (value: Value) => formatAmount(locale, String(value ?? 0), currency);
  const count = (value: Value) => formatCount(locale, Number(value ?? 0));
  switch (kind) {
    case 'rate_up':
    case 'rate_down': {
      const [from, to] = [before?.['rate'], after?.['rate']];
      return [
        {
          text: t('fromTo', { from: amount(from), to: amount(to) }),
          note: difference(locale, String(from), String(to)),
        },
      ];
    }
    case 'new': {
      const given = { rate: amount(after?.['rate']), min: count(after?.['min']) };
      return [{ text: t('newAt', { ...given, max: count(after?.['max']) }) }];
    }
    case 'limits':
      return LIMITS.filter((limit) => after && limit in after).map((limit) => ({
        text: t(limit, { from: count(before?.[limit]), to: count(after?.[limit]) }),
      }));
    case 'paused':
      return [{ text: t('pausedText') }];
    case 'resumed':
      return [{ text: t('resumedText') }];
    case 'details':
      return FIELDS.filter((field) => after && field in after).map((field) => ({
        text: `${t(`fields.${field}`)}: ${detail(locale, field, before?.[field], after?.[field])}`,
      }));
  }
}

function detail(locale: Locale, field: string, before: Value, after: Value): string {
  const t = textOf(locale, 'changes');
  if (LONG.has(field)) return t('changed');
  const said = (value: Value) =>
    typeof value === 'boolean'
      ? t(value ? 'yes' : 'no')
      : value === null || value === undefined
        ? t('nothing')
        : String(value);
  return t('fromTo', { from: said(before), to: said(after) });
}

/** `+5.0%`; nothing where there is nothing to compare with. */
function difference(locale: Locale, from: string, to: string): string {
  const [old, fresh] = [parseRate(from), parseRate(to)] as [bigint, bigint];
  if (old === 0n) return '';
  const basisPoints = Number(((fresh - old) * 10_000n) / old);
  return `${basisPoints > 0 ? '+' : '−'}${formatShare(locale, Math.abs(basisPoints))}`;
}
