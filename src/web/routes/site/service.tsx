import type { ReactNode } from 'react';
import { data } from 'react-router';
import { readMarks } from 'notpanel/baskets/index.ts';
import { isLanguage, LANGUAGE_NAMES, orderCall } from 'notpanel/developers/index.ts';
import { formatRate } from 'notpanel/lib/money.ts';
import type { App } from 'notpanel/platform/app.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import { priceListOf, readServiceFacts } from 'notpanel/storefront/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import { formatAmount, formatCount, formatDuration } from '../../numbers.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PlatformIcon, PlatformSprite } from '../../ui/platform-icon.tsx';
import { Alternatives } from './service/alternatives.tsx';
import { Measured } from './service/measured.tsx';
import { OrderByApi } from './service/order-by-api.tsx';
import { PriceHistory } from './service/price-history.tsx';
import type { Own } from './service/own-service.tsx';
import { RateCard } from './service/rate-card.tsx';
import { serviceView, type ServiceView } from './service/service-view.ts';

const GONE = 410;

export async function loader({ params, context }: LoaderArgs) {
  const { app, site, visitor, preferences } = pageOf(context);
  const { id = '' } = params;
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new Response(null, { status: 404 });
  const prices = await priceListOf(app, visitor?.accountId ?? null);
  const facts = await readServiceFacts(app, Number(id), prices);
  if (!facts) throw new Response(null, { status: 404 });
  const { service, linkExample } = facts;
  const codes = await orderCall(service, { panelUrl: site.url, link: linkExample ?? '' });
  const language = isLanguage(preferences.code) ? preferences.code : LANGUAGE_NAMES[0];
  const view = serviceView(facts, new Date(app.clock.now()), { codes, language: language ?? '' });
  const own = visitor ? await ownOf(app, visitor.accountId, service.id) : null;
  return data({ ...view, own }, { status: facts.onSale ? 200 : GONE });
}

/** Nothing of it is in the copies that guests share: those are made for nobody. */
async function ownOf(app: App, accountId: number, id: number): Promise<Own> {
  const marks = await readMarks(app.db, accountId);
  return { isFavourite: marks.favourites.includes(id), note: marks.notes.get(id) ?? null };
}

/** All that is known of one service: its price, its promise, and how its orders went. */
export default function ServicePage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText('service');
  const { service, onSale } = view;
  return (
    <div className="page py-8 md:py-12">
      <Head
        title={service.name}
        description={describe(service.description) || t('description', { name: service.name })}
        path={`/services/${service.id}`}
        hidden={!onSale}
        facts={useFacts(view)}
        data={useStructuredData(view)}
      />
      <PlatformSprite platforms={[service.platform]} />
      <Crumbs view={view} />
      <div className="mt-5 grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <header>
          <h1
            dir="auto"
            className="text-3xl font-semibold tracking-tight text-balance wrap-anywhere md:text-4xl rtl:text-right"
          >
            {service.name}
          </h1>
          <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
            <PlatformIcon platform={service.platform} className="size-4 text-ink" />
            <bdi>{service.platform}</bdi>
            <span aria-hidden="true">·</span>
            <span className="font-mono text-xs">{t('number', { id: String(service.id) })}</span>
            <span aria-hidden="true">·</span>
            <span>{service.type}</span>
          </p>
          {onSale ? null : (
            <div className="mt-6">
              <Notice kind="warning">
                <p className="font-medium">{t('off.title')}</p>
                <p>{t('off.text')}</p>
              </Notice>
            </div>
          )}
        </header>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <div className="lg:sticky lg:top-20">
            <RateCard view={view} own={view.own} />
          </div>
        </div>
        <div className="grid min-w-0 gap-10">
          <Body view={view} />
        </div>
      </div>
    </div>
  );
}

function Body({ view }: { view: ServiceView }) {
  const t = useText('service');
  const { service, onSale, alternatives } = view;
  const others = alternatives.length > 0 && (
    <Part title={t(onSale ? 'alternatives.title' : 'alternatives.instead')}>
      <Alternatives rows={alternatives} />
    </Part>
  );
  return (
    <>
      {onSale ? null : others}
      <Part title={t('delivery.title')}>
        <p>
          <strong className="font-medium">{t(`delivery.${service.delivery}.name`)}.</strong>{' '}
          {t(`delivery.${service.delivery}.text`)}
        </p>
        {service.deliveryNote === null ? null : (
          <p dir="auto" className="mt-2">
            {service.deliveryNote}
          </p>
        )}
        {service.description === '' ? null : (
          <p dir="auto" className="mt-4 max-w-prose whitespace-pre-line wrap-anywhere text-soft">
            {service.description}
          </p>
        )}
      </Part>
      {view.linkExample === null ? null : (
        <Part title={t('link.title')}>
          <p className="rounded-md border border-line bg-card px-4 py-3 font-mono text-sm break-all">
            <bdi>{view.linkExample}</bdi>
          </p>
          <p className="mt-2 text-sm text-soft">
            {t('link.text')} {service.linkGuard ? t('link.guard') : null}
          </p>
        </Part>
      )}
      {onSale ? (
        <Part id="order" title={t('order.title')}>
          <OrderByApi order={view.order} />
        </Part>
      ) : null}
      <Part title={t('measured.title')}>
        <Measured measures={view.measures} />
      </Part>
      <Part title={t('history.title')}>
        <PriceHistory prices={view.prices} chart={view.chart} />
      </Part>
      {onSale ? others : null}
    </>
  );
}

type PartProps = { id?: string; title: string; children: ReactNode };

function Part({ id, title, children }: PartProps) {
  return (
    <section id={id} className="min-w-0">
      <h2 className="mb-4 text-lg font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}

function Crumbs({ view }: { view: ServiceView }) {
  const t = useText('service');
  const services = useText('nav')('services');
  return (
    <nav aria-label={t('crumbs')} className="text-sm text-soft">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        <li>
          <A href="/services" className="hover:text-ink">
            {services}
          </A>
        </li>
        {view.crumbs.map(({ name, href }) => (
          <li key={name} className="flex gap-2">
            <span aria-hidden="true">/</span>
            <bdi>
              {href === null ? (
                name
              ) : (
                <A href={href} className="hover:text-ink">
                  {name}
                </A>
              )}
            </bdi>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const LONGEST_DESCRIPTION = 160; // what search engines show

const describe = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_DESCRIPTION
    ? line
    : `${line.slice(0, LONGEST_DESCRIPTION).replace(/\s\S*$/, '')}…`;
};

/** The public price, whoever looks: it is what search engines may show. */
/** What previews show beside the name. */
function useFacts({ service, price }: ServiceView): [string, string][] {
  const { site, locale } = useFrame();
  const t = useText('service');
  const [min, max] = [formatCount(locale, service.min), formatCount(locale, service.max)];
  const home = useText('home');
  const { averageMinutes } = service;
  const facts: [string, string][] = [
    [t('card.price'), formatAmount(locale, formatRate(price.baseRate), site.currency)],
    [t('card.quantity'), t('card.range', { min, max })],
  ];
  if (averageMinutes === null) return facts;
  return [...facts, [home('popular.median'), formatDuration(locale, averageMinutes * 60)]];
}

function useStructuredData({ service, price, crumbs, onSale }: ServiceView): object[] {
  const { site, locale } = useFrame();
  const services = useText('nav')('services');
  const urlOf = (path: string) => site.url + withLocale(locale, path);
  const url = urlOf(`/services/${service.id}`);
  const steps = [{ name: services, href: '/services' }, ...crumbs].flatMap(({ name, href }) =>
    href === null ? [] : [{ name, item: urlOf(href) }],
  );
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: service.name,
      sku: String(service.id),
      category: service.category,
      ...(service.description === '' ? {} : { description: service.description }),
      url,
      offers: {
        '@type': 'Offer',
        url,
        price: formatRate(price.baseRate),
        priceCurrency: site.currency,
        availability: `https://schema.org/${onSale ? 'InStock' : 'Discontinued'}`,
        seller: { '@type': 'Organization', name: site.name },
        priceSpecification: {
          '@type': 'UnitPriceSpecification',
          price: formatRate(price.baseRate),
          priceCurrency: site.currency,
          referenceQuantity: { '@type': 'QuantitativeValue', value: 1_000 },
          eligibleQuantity: {
            '@type': 'QuantitativeValue',
            minValue: service.min,
            maxValue: service.max,
          },
        },
      },
    },
    {
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: [...steps, { name: service.name, item: url }].map((step, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        ...step,
      })),
    },
  ];
}
