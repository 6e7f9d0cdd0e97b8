import type { Locale } from 'notpanel/lib/locales.ts';
import {
  CHOICES,
  EVERYTHING,
  OFFER_NAMES,
  priceText,
  writeServiceQuery,
  type ChoiceKind,
  type Demand,
  type FacetChoice,
  type Offer,
  type ServiceList,
  type ServiceQuery,
} from 'notpanel/storefront/index.ts';
import { formatCount } from '../../../numbers.ts';

/** One thing that a query asks for, and the address without it. */
export type Chip = { demand: Demand; key: string; name: string; href: string };

export type DeliveryKey =
  | 'paid-ads'
  | 'creator-placement'
  | 'content-work'
  | 'audience-network'
  | 'other';

/** A choice of a list that opens, as it reads there. */
export type Option = { key: string; label: string };

export type ListView = Pick<ServiceList, 'total' | 'onSale' | 'pages' | 'offers'> & {
  platforms: readonly FacetChoice[];
  deliveries: readonly FacetChoice[];
  /** Under their platforms. */
  categories: readonly { platform: string; options: readonly Option[] }[];
  types: readonly Option[];
  /** The keys of those that are chosen, or empty. */
  category: string;
  type: string;
  /** For search engines. */
  items: readonly { id: number; name: string }[];
  page: number;
  text: string;
  from: string;
  to: string;
  sort: string;
  chosenOffers: readonly Offer[];
  chips: readonly Chip[];
  /** The whole query of this page's one address. */
  query: string;
  /** The same without the page. */
  everyPage: string;
  /** The only platform or category that is asked for, and nothing else. */
  heading: string | null;
  /** Worth a search engine's time: everything, or one platform or category. */
  isIndexed: boolean;
  suggestions: readonly { demand: Demand; total: number; href: string }[];
};

const PATH = '/services';

/** What the page of services shows, with every address that leads on from it. */
export function listView(list: ServiceList, locale: Locale): ListView {
  const { query, rows, facets, suggestions, total, onSale, pages, offers } = list;
  const chips = chipsOf(query, facets);
  const heading = headingOf(query, facets);
  return {
    ...{ total, onSale, pages, offers },
    platforms: facets.platform,
    deliveries: facets.delivery,
    categories: groupsOf(facets, locale),
    types: facets.type.map((choice) => optionOf(choice, locale)),
    category: query.choices.category[0] ?? '',
    type: query.choices.type[0] ?? '',
    items: rows.map(({ id, name }) => ({ id, name })),
    page: query.page,
    text: query.text,
    from: query.from === null ? '' : priceText(query.from),
    to: query.to === null ? '' : priceText(query.to),
    sort: query.sort,
    chosenOffers: query.offers,
    chips,
    query: writeServiceQuery(query),
    everyPage: writeServiceQuery({ ...query, page: 1 }),
    heading,
    isIndexed: query.sort === EVERYTHING.sort && (chips.length === 0 || heading !== null),
    suggestions: suggestions.map(({ without, total, query: other }) => ({
      demand: without,
      total,
      href: PATH + writeServiceQuery(other),
    })),
  };
}

function groupsOf({ category, platform }: ServiceList['facets'], locale: Locale) {
  const names = new Map(platform.map(({ key, name }) => [key, name]));
  return [...Map.groupBy(category, (one) => one.platform)].map(([key, choices]) => ({
    platform: names.get(key ?? '') ?? '',
    options: choices.map((choice) => optionOf(choice, locale)),
  }));
}

const optionOf = ({ key, name, count }: FacetChoice, locale: Locale): Option => ({
  key,
  label: `${name} (${formatCount(locale, count)})`,
});

function chipsOf(query: ServiceQuery, facets: ServiceList['facets']): Chip[] {
  const without = (change: Partial<ServiceQuery>): string =>
    PATH + writeServiceQuery({ ...query, ...change, page: 1 });
  const choices = CHOICES.flatMap((kind) =>
    facets[kind]
      .filter(({ chosen }) => chosen)
      .map(({ key, name }) => ({
        demand: kind,
        key,
        name,
        href: without({ choices: { ...query.choices, [kind]: othersOf(query, kind, key) } }),
      })),
  );
  const offers = OFFER_NAMES.filter((offer) => query.offers.includes(offer)).map((offer) => ({
    demand: offer,
    key: '',
    name: '',
    href: without({ offers: query.offers.filter((other) => other !== offer) }),
  }));
  const { text, from, to } = query;
  return [
    ...(text === ''
      ? []
      : [{ demand: 'text' as const, key: '', name: text, href: without({ text: '' }) }]),
    ...choices,
    ...offers,
    ...(from === null && to === null
      ? []
      : [
          {
            demand: 'price' as const,
            key: '',
            name: '',
            href: without({ from: null, to: null }),
          },
        ]),
  ];
}

const othersOf = ({ choices }: ServiceQuery, kind: ChoiceKind, key: string): string[] =>
  choices[kind].filter((other) => other !== key);

function headingOf(query: ServiceQuery, facets: ServiceList['facets']): string | null {
  const { platform, category, delivery, type } = query.choices;
  const named = [
    ...facets.platform.filter(({ chosen }) => chosen),
    ...facets.category.filter(({ chosen }) => chosen),
  ];
  const others = delivery.length + type.length + query.offers.length + (query.text === '' ? 0 : 1);
  const isPlain = others === 0 && query.from === null && query.to === null;
  return isPlain && platform.length + category.length === 1 ? (named[0]?.name ?? null) : null;
}
