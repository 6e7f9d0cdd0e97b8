import {
  inOrder,
  LARGEST_RATE,
  prohibitedIn,
  takesRuns,
  type CostBasis,
  type NewRoute,
  type NewService,
  type ServicePatch,
  type Supplied,
} from '#catalog/index.ts';
import { discountRate, formatRate, type BasisPoints, type Rate } from '#lib/money.ts';
import type { Offer, Provider } from '#providers/index.ts';
import { categoryOf, isChosen, nameOf, type ImportChoice } from './import-choice.ts';
import { isUsable, nextLimits } from './next-limits.ts';
import { priceFor, type PriceRule } from './price-rule.ts';
import {
  costPer1000,
  limitsOf,
  lossAt,
  termsOf,
  typeNamed,
  type Sold,
  type Terms,
} from './terms.ts';

/** What an import is decided from. */
export type ImportGround = {
  provider: Provider;
  offers: readonly Offer[];
  rules: readonly PriceRule[];
  /** All that the provider delivers already. */
  supplied: readonly Supplied[];
  /** Services that have the name and category of a chosen offer. */
  named: readonly Supplied[];
  /** Platforms of categories that exist. */
  platforms: ReadonlyMap<string, string>;
  topDiscountBp: BasisPoints;
};

export type ImportVerdict = 'new' | 'changed' | 'unchanged' | 'refused';

export type ImportRow = {
  /** The provider's number of it. */
  service: string;
  /** Ours; null where it is new or refused. */
  serviceId: number | null;
  name: string;
  category: string;
  verdict: ImportVerdict;
  /** Why it is refused. */
  reason: string | null;
  cost: Rate;
  costBasis: CostBasis;
  rate: Rate | null;
  /** What of the rate is ours, before discounts. */
  marginBp: BasisPoints | null;
  warning: string | null;
  diff: readonly { field: string; from: string; to: string }[];
  /** What carries it out; null where nothing is to be done. */
  plan: ImportPlan | null;
};

export type ImportPlan =
  | { kind: 'create'; service: NewService; route: Omit<NewRoute, 'serviceId'> }
  | { kind: 'update'; patch: ServicePatch; route: NewRoute };

/** What becomes of each chosen offer. Pure; in the order of the offers. */
export function planImport(choice: ImportChoice, ground: ImportGround): ImportRow[] {
  const sold = Map.groupBy(ground.supplied, (service) => serviceOf(choice, service));
  const named = Map.groupBy(ground.named, keyOf);
  const taken = new Set<string>();
  return ground.offers
    .filter((offer) => isChosen(choice, offer))
    .flatMap((offer) => {
      const renewed = sold.get(offer.service);
      if (renewed) return renewed.map((service) => renew(ground, offer, service));
      return [begin(choice, { ground, named, taken }, offer)];
    });
}

/** What the provider calls it. */
const serviceOf = ({ providerId }: ImportChoice, { routes }: Supplied): string | undefined =>
  routes.find((route) => route.providerId === providerId)?.providerService;

const keyOf = ({ category, name }: { category: string; name: string }): string =>
  JSON.stringify([category, name]);

type Names = {
  ground: ImportGround;
  /** By name in category. */
  named: ReadonlyMap<string, readonly Supplied[]>;
  /** Names of this import. */
  taken: Set<string>;
};

/** An offer that we do not sell yet. */
function begin(choice: ImportChoice, { ground, named, taken }: Names, offer: Offer): ImportRow {
  const { provider, rules } = ground;
  const category = categoryOf(choice, offer);
  const name = nameOf(offer);
  const type = typeNamed(offer.type);
  const limits = limitsOf(offer);
  const terms = termsOf(provider, offer);
  const row = { ...emptyRow(offer, terms), name, category };
  const about = { providerId: provider.id, category };
  const sold = type && limits && { type, ...limits };
  const price = sold && priceFor(costPer1000(terms, sold), about, rules);
  const key = keyOf(row);
  const prohibited = prohibitedIn(`${offer.category} ${offer.name}`);
  const refuse = (reason: string): ImportRow => ({ ...row, verdict: 'refused', reason });
  if (!type) return refuse(`its type is not known: ${offer.type}`);
  if (prohibited) return refuse(`prohibited: ${prohibited}`);
  if (!sold) return refuse(`its limits are impossible: ${offer.min} to ${offer.max}`);
  if (name === '') return refuse('it has no name');
  if (!price) return refuse('no price rule is about it');
  if (price.rate === 0n) return refuse('it would be given away: the provider asks nothing for it');
  if (terms.costRate >= LARGEST_RATE) return refuse('it costs more than a price can be');
  if (taken.size === taken.add(key).size) return refuse('its name is there twice in its category');
  const [same, ...others] = named.get(key) ?? [];
  if (others.length > 0 || (same && same.routes.length > 0)) {
    return refuse(`service ${same?.id} has this name already: route it there, or map its category`);
  }
  if (same && same.heldReason !== null) return refuse(`it is held: ${same.heldReason}`);
  const rate = same?.ratePinned ? same.rate : price.rate;
  const loss = lossAt(sold, rate, terms);
  if (loss !== undefined) return refuse(underCost(loss));
  const route = { providerId: provider.id, providerService: offer.service, ...terms };
  const priced = { ...row, rate, ...worthOf(ground, sold, rate, terms) };
  if (same) return adopt(priced, same, { ...sold, rate, ...flagsOf(provider, offer) }, route);
  const platform = platformOf(choice, ground, category);
  const service: NewService = {
    name,
    category,
    ...(platform === undefined ? {} : { platform }),
    ...sold,
    ...flagsOf(provider, offer),
    dripfeed: offer.dripfeed && takesRuns(type),
    rate,
    delivery: choice.delivery,
    deliveryNote: choice.deliveryNote?.trim() || null,
    ratePinned: false,
    active: true,
  };
  return { ...priced, verdict: 'new', plan: { kind: 'create', service, route } };
}

const underCost = (quantity: number): string =>
  `it would be sold under cost, an order of ${quantity} for one`;

const emptyRow = (offer: Offer, { costRate, costBasis }: Terms) => ({
  service: offer.service,
  serviceId: null,
  reason: null,
  cost: costRate,
  costBasis,
  rate: null,
  marginBp: null,
  warning: null,
  diff: [],
  plan: null,
});

const flagsOf = (provider: Provider, offer: Offer) => ({
  refill: offer.refill && provider.refill,
  cancel: offer.cancel && provider.cancel,
});

function platformOf(
  { platform }: ImportChoice,
  { platforms }: ImportGround,
  category: string,
): string | undefined {
  if (platforms.has(category)) return undefined;
  const words = category.toLowerCase();
  return platform ?? [...platforms.values()].find((one) => words.includes(one.toLowerCase()));
}

/** A service of ours that nobody delivers takes the offer up, under its own name and text. */
function adopt(
  row: Omit<ImportRow, 'verdict'>,
  same: Supplied,
  wanted: Pick<Supplied, 'type' | 'min' | 'max' | 'rate' | 'refill' | 'cancel'>,
  route: Omit<NewRoute, 'serviceId'>,
): ImportRow {
  const patch = { ...wanted, active: true };
  return changed({ ...row, serviceId: same.id }, same, patch, { ...route, serviceId: same.id });
}

/** A service that the provider delivers already. */
function renew(ground: ImportGround, offer: Offer, service: Supplied): ImportRow {
  const { provider, rules } = ground;
  const terms = termsOf(provider, offer);
  const known = service.routes.find((one) => one.providerId === provider.id);
  const row = {
    ...emptyRow(offer, terms),
    serviceId: service.id,
    name: service.name,
    category: service.category,
    rate: service.rate,
  };
  const refuse = (reason: string): ImportRow => ({ ...row, verdict: 'refused', reason });
  if (service.heldReason !== null) return refuse(`it is held: ${service.heldReason}`);
  if (offer.type !== service.type)
    return refuse(`it is sold as ${service.type}, not ${offer.type}`);
  const limits = nextLimits(service, provider.id, { offer, last: null });
  if (!limits) return refuse(`its limits are impossible: ${offer.min} to ${offer.max}`);
  const sold = { ...service, ...limits };
  const route = { ...known, serviceId: service.id, providerId: provider.id, ...terms };
  const others = service.routes.filter((one) => one !== known && isUsable(one));
  const [first] = known ? inOrder([...others, { ...known, ...terms }], sold.min) : [];
  const about = { providerId: provider.id, category: service.category };
  const isPriced = first?.providerId === provider.id && !service.ratePinned;
  const rate =
    (isPriced ? priceFor(costPer1000(terms, sold), about, rules)?.rate : undefined) ?? service.rate;
  const loss = lossAt(sold, rate, terms);
  if (loss !== undefined) return refuse(underCost(loss));
  const priced = { ...row, rate, ...worthOf(ground, sold, rate, terms) };
  const written = { ...route, providerService: offer.service };
  return changed(priced, service, { ...limits, rate }, written, known?.costRate);
}

function changed(
  row: Omit<ImportRow, 'verdict'>,
  service: Supplied,
  wanted: Partial<Pick<Supplied, 'type' | 'min' | 'max' | 'rate' | 'refill' | 'cancel' | 'active'>>,
  route: NewRoute,
  costBefore?: Rate | null,
): ImportRow {
  const fields = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (field) => wanted[field] !== service[field],
  );
  const patch = Object.fromEntries(fields.map((field) => [field, wanted[field]]));
  const diff = [
    ...fields.map((field) => ({
      field: field as string,
      from: said(service[field]),
      to: said(wanted[field]),
    })),
    ...(costBefore === row.cost
      ? []
      : [{ field: 'cost', from: said(costBefore ?? null), to: said(row.cost) }]),
  ];
  if (diff.length === 0) return { ...row, verdict: 'unchanged' };
  return {
    ...row,
    verdict: 'changed',
    diff,
    plan: { kind: 'update', patch: { ...patch, id: service.id }, route },
  };
}

const said = (value: string | number | boolean | bigint | null | undefined): string =>
  typeof value === 'bigint' ? formatRate(value as Rate) : value === null ? '–' : String(value);

/** What of the price is ours, and a word where the best tier would have it under cost. */
function worthOf({ topDiscountBp }: ImportGround, sold: Sold, rate: Rate, terms: Terms) {
  const cost = costPer1000(terms, sold);
  const marginBp = rate === 0n ? 0 : Number(((rate - cost) * 10_000n) / rate);
  const isLoss = lossAt(sold, discountRate(rate, [topDiscountBp]), terms) !== undefined;
  return { marginBp, warning: isLoss ? 'the best tier would buy under cost' : null };
}
