import { createHash } from 'node:crypto';
import { suppliedBy, suppliedNamed } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';
import { deepestDiscount } from '#pricing/index.ts';
import { findProvider, type Provider } from '#providers/index.ts';
import { categoryOf, checkChoice, isChosen, nameOf, type ImportChoice } from './import-choice.ts';
import { listOffers } from './list-offers.ts';
import { listPriceRules } from './list-price-rules.ts';
import { planImport, type ImportRow, type ImportVerdict } from './plan-import.ts';

export type ImportPreview = {
  provider: Provider;
  rows: readonly ImportRow[];
  counts: Readonly<Record<ImportVerdict, number>>;
  /** Names this preview: what is applied is what was seen. */
  id: string;
};

/**
 * What an import would do with what the provider offered when it was asked last. Refuses
 * `not_found` (the provider, or a service that it does not offer) and `missing_parameter`.
 */
export async function previewImport(db: Db, choice: ImportChoice): Promise<ImportPreview> {
  checkChoice(choice);
  const provider = await findProvider(db, choice.providerId);
  const offers = (await listOffers(db, provider.id)).filter((one) => one.missingSince === null);
  const known = new Set(offers.map((offer) => offer.service));
  const unknown = choice.services?.find((service) => !known.has(service));
  if (unknown !== undefined) {
    throw new AppError('not_found', `${provider.name} does not offer a service ${unknown}`);
  }
  const names = offers
    .filter((offer) => isChosen(choice, offer))
    .map((offer) => ({ category: categoryOf(choice, offer), name: nameOf(offer) }));
  const categories = await db.selectFrom('categories').select(['name', 'platform']).execute();
  const rows = planImport(choice, {
    provider,
    offers,
    rules: await listPriceRules(db),
    supplied: await suppliedBy(db, provider.id),
    named: await suppliedNamed(db, names),
    platforms: new Map(categories.map(({ name, platform }) => [name, platform])),
    topDiscountBp: await deepestDiscount(db),
  });
  return { provider, rows, counts: countsOf(rows), id: idOf(rows) };
}

function countsOf(rows: readonly ImportRow[]): Record<ImportVerdict, number> {
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}

function idOf(rows: readonly ImportRow[]): string {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  const text = JSON.stringify(rows, plain);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12); // 72 bits
}
