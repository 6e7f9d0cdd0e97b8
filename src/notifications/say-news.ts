import type { Locale } from '#lib/locales.ts';
import type { NewsEvent } from './event.ts';
import type { Detail, News } from './news.ts';
import { ARABIC } from './words/arabic.ts';
import { ENGLISH } from './words/english.ts';
import { TURKISH } from './words/turkish.ts';
import type { NewsWords } from './words/words.ts';

export const NEWS_WORDS: Readonly<Record<Locale, NewsWords>> = {
  en: ENGLISH,
  tr: TURKISH,
  ar: ARABIC,
};

export type Said = {
  /** One sentence without its full stop. */
  text: string;
  /** Where it can be looked at, without host and language. */
  path: string;
};

/** A piece of news in somebody's language, and the page that shows what it is about. */
export function sayNews(
  locale: Locale,
  { event, times, details }: Pick<News, 'event' | 'times' | 'details'>,
): Said {
  const words = NEWS_WORDS[locale];
  const [first = {}] = details;
  const of = (name: string): string => {
    const value = first[name === 'cause' || name === 'what' ? 'why' : name] ?? '';
    if (name === 'cause') return words.causes[value] ?? String(value);
    return name === 'what' ? (words.changes[value] ?? String(value)) : String(value);
  };
  const facts = { times, of, things: thingsOf(details, times) };
  return { text: words.news[event](facts), path: PATHS[event](first, times) };
}

function thingsOf(details: readonly Detail[], times: number): string {
  const named = [...new Set(details.flatMap(({ order }) => (order ? [`ord_${order}`] : [])))];
  const more = times - details.length;
  return named.join(', ') + (more > 0 ? ` +${more}` : '');
}

type Path = (first: Detail, times: number) => string;

const ordersWith =
  (status: string): Path =>
  ({ order = '' }, times) =>
    times === 1 ? `/dashboard/orders/${order}` : `/dashboard/orders?tab=${status}`;
const order: Path = ({ order: id = '' }) => `/dashboard/orders/${id}`;
const refills: Path = (first, times) => (times === 1 ? order(first, times) : '/dashboard/refills');
const payment: Path = ({ payment: id = '' }) => `/dashboard/wallet/payments/${id}`;
const ticket: Path = ({ reference = '' }) => `/dashboard/tickets/${reference}`;
const hook: Path = ({ webhook = '' }) => `/dashboard/webhooks/${webhook}`;
const keys: Path = () => '/dashboard/api';

const PATHS: Readonly<Record<NewsEvent, Path>> = {
  'order.completed': ordersWith('completed'),
  'order.partial': ordersWith('partial'),
  'order.canceled': ordersWith('canceled'),
  'order.failed': ordersWith('canceled'),
  'order.paused': order,
  'refill.completed': refills,
  'refill.rejected': refills,
  'payment.credited': payment,
  'payment.refunded': payment,
  'payment.disputed': payment,
  'balance.low': () => '/dashboard/wallet/add',
  'ticket.answered': ticket,
  'ticket.closed': ticket,
  'webhook.failing': hook,
  'webhook.disabled': hook,
  'key.unused': keys,
  'security.new_device': () => '/dashboard/settings#sessions',
  'security.keys': keys,
  'security.sign_in': () => '/dashboard/settings#history',
};
