import type { DeliveryMethod } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Offer } from '#providers/index.ts';

/** Which offers of a provider are to be sold, and as what. */
export type ImportChoice = {
  providerId: number;
  /** The provider's numbers of services; default: all that it offers. */
  services?: readonly string[];
  /** Only those of this category of the provider. */
  from?: string;
  /** Only those with these words in name or category. */
  search?: string;
  /** Our category by the provider's; default: `into`, or the provider's own. */
  categories?: Readonly<Record<string, string>>;
  into?: string;
  /** Of categories that are new; default: one that the shop knows and the category names. */
  platform?: string;
  /** How they are delivered, as customers are told. */
  delivery: DeliveryMethod;
  deliveryNote?: string;
};

const LONGEST_CATEGORY = 120; // of categories_name_is_short
const LONGEST_NAME = 250; // of services_name_is_short

/** Refuses `missing_parameter`: `other` says how in words. */
export function checkChoice({ delivery, deliveryNote }: ImportChoice): void {
  if (delivery !== 'other' || deliveryNote?.trim()) return;
  throw new AppError('missing_parameter', 'say in words how it is delivered', {
    parameter: 'delivery_note',
  });
}

export function isChosen(choice: ImportChoice, offer: Offer): boolean {
  const { services, from, search } = choice;
  if (services && !services.includes(offer.service)) return false;
  if (from !== undefined && plain(from) !== plain(offer.category)) return false;
  const text = plain(`${offer.category} ${offer.name}`);
  return plain(search ?? '')
    .split(' ')
    .every((word) => text.includes(word));
}

/** The name of our category. */
export function categoryOf({ categories = {}, into }: ImportChoice, offer: Offer): string {
  const mapped = Object.entries(categories).find(([from]) => plain(from) === plain(offer.category));
  const name = mapped?.[1] ?? into ?? oneLine(offer.category);
  return shortened(name === '' ? 'Other' : name, LONGEST_CATEGORY);
}

/** What a new service of ours is called. */
export const nameOf = (offer: Offer): string => shortened(oneLine(offer.name), LONGEST_NAME);

/** Not in the middle of an emoji: half of one is no text, and a whole import would be refused. */
const shortened = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();

/** A name that can be shown and stored: one line, no control characters. */
export const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const plain = (text: string): string => oneLine(text).toLowerCase();
