import { priceListOf, PUBLIC_PRICES, searchServices } from 'notpanel/storefront/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import { frameOf } from '../../frame-of.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CONTROL } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pagination } from '../../ui/pagination.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { Select } from '../../ui/select.tsx';
import { ActiveFilters } from './service-list/active-filters.tsx';
import { Filters, FiltersButton } from './service-list/filters.tsx';
import { listView, type ListView } from './service-list/list-view.ts';
import { NothingFound } from './service-list/nothing-found.tsx';
import { rowsHtml } from './service-list/rows-html.tsx';
import { ServiceTable } from './service-list/table.tsx';

const FORM = 'search';
const PAGE_SIZE = 50;
const SORTS = ['relevance', 'cheapest', 'dearest', 'fastest', 'newest', 'name'] as const;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { app, visitor } = page;
  const prices = await priceListOf(app, visitor?.accountId ?? null);
  const list = await searchServices(app, new URL(request.url).searchParams, prices);
  return {
    ...listView(list, page.locale),
    rows: rowsHtml(list.rows, await frameOf(page)),
    hasOwnPrices: prices.key !== PUBLIC_PRICES.key,
  };
}

/** The whole catalogue: searched, narrowed down, in the visitor's own prices. */
export default function ServicesPage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText('services');
  const { heading, total, onSale, everyPage } = view;
  const title = heading === null ? t('title') : t('titleOf', { name: heading });
  return (
    <div className="page py-10 md:py-14">
      <Head
        title={title}
        description={t('description', { count: total })}
        path={`/services${view.query}`}
        hidden={!view.isIndexed}
        data={useItemList(view)}
      />
      <PlatformSprite platforms={view.platforms.map(({ name }) => name)} />
      <header className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
        <div>
          <h1 dir="auto" className="text-4xl font-semibold tracking-tight text-balance">
            {title}
          </h1>
          <p className="mt-2 max-w-prose text-pretty text-soft">{t('lede')}</p>
        </div>
        <p role="status" className="text-sm text-soft">
          {total === onSale ? t('found', { count: total }) : t('foundOf', { total, onSale })}
        </p>
      </header>
      <SearchBar view={view} />
      <div className="mt-8 grid gap-x-10 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <div className="scrollbar-thin lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto lg:pe-2">
          <Filters view={view} form={FORM} />
        </div>
        <section aria-label={t('results')} className="min-w-0">
          <ActiveFilters chips={view.chips} from={view.from} to={view.to} />
          {total === 0 ? <NothingFound view={view} /> : <ServiceTable rows={view.rows} />}
          <div className="mt-6 grid gap-6">
            <Pagination
              page={view.page}
              pages={view.pages}
              hrefOf={(page) => pageHref(everyPage, page)}
            />
            {view.hasOwnPrices ? <p className="text-xs text-soft">{t('ownPrices')}</p> : null}
            <PriceNote />
          </div>
        </section>
      </div>
    </div>
  );
}

function SearchBar({ view }: { view: ListView }) {
  const t = useText('services');
  return (
    <form
      id={FORM}
      role="search"
      action={useHref('/services')}
      className="mt-7 flex flex-wrap gap-2"
    >
      <label className="relative grow max-md:basis-2/3">
        <span className="sr-only">{t('search')}</span>
        <Icon
          name="search"
          className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4.5 text-soft"
        />
        {/* Words of the other direction begin at the other side, so there is room on both. */}
        <input
          type="search"
          name="q"
          defaultValue={view.text}
          placeholder={t('placeholder')}
          autoComplete="off"
          dir={view.text === '' ? undefined : 'auto'}
          className={`${CONTROL} ps-10 pe-10`}
        />
      </label>
      <Button size="large" className="md:order-last">
        {t('search')}
      </Button>
      <FiltersButton chosen={view.chips.filter(({ demand }) => demand !== 'text').length} />
      <Select
        label={t('sort.label')}
        quiet
        name="sort"
        defaultValue={view.sort === 'relevance' ? '' : view.sort}
        className="grow basis-34 md:grow-0 md:basis-44"
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort === 'relevance' ? '' : sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </Select>
    </form>
  );
}

const pageHref = (query: string, page: number): string => {
  const own = page === 1 ? '' : `page=${page}`;
  const joint = own === '' || query === '' ? '' : '&';
  return `/services${query}${query === '' && own !== '' ? '?' : ''}${joint}${own}`;
};

/** The page's services in the vocabulary of schema.org. */
function useItemList({ items, page, isIndexed }: ListView): object[] {
  const { site, locale } = useFrame();
  if (!isIndexed || items.length === 0) return [];
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'ItemList',
      itemListElement: items.map(({ id, name }, index) => ({
        '@type': 'ListItem',
        position: (page - 1) * PAGE_SIZE + index + 1,
        name,
        url: site.url + withLocale(locale, `/services/${id}`),
      })),
    },
  ];
}
