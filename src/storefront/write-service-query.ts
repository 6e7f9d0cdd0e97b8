import { CHOICES, EVERYTHING, type ServiceQuery } from './service-query.ts';
import { OFFER_NAMES } from './shelf.ts';
import { priceText } from './price-text.ts';

/** The query of an address, in one order and without what goes without saying; empty or `?…`. */
export function writeServiceQuery(query: Partial<ServiceQuery>): string {
  const { text, choices, offers, from, to, sort, page } = { ...EVERYTHING, ...query };
  const written = new URLSearchParams();
  if (text !== '') written.append('q', text);
  for (const kind of CHOICES) for (const key of choices[kind]) written.append(kind, key);
  for (const offer of OFFER_NAMES) if (offers.includes(offer)) written.append(offer, '1');
  if (from !== null) written.append('from', priceText(from));
  if (to !== null) written.append('to', priceText(to));
  if (sort !== EVERYTHING.sort) written.append('sort', sort);
  if (page > 1) written.append('page', String(page));
  return written.size === 0 ? '' : `?${written.toString()}`;
}
