import { catalog } from 'notpanel/catalog/index.ts';
import { content, showFaq } from 'notpanel/content/index.ts';
import { isLanguage, orderCall } from 'notpanel/developers/index.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import {
  readFeed,
  readFigures,
  readPopular,
  readReceipt,
  type Figures,
} from 'notpanel/storefront/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { ApiSample } from '../../home/api-sample.tsx';
import { Asked } from '../../home/asked.tsx';
import { Closing } from '../../home/closing.tsx';
import { Deliveries } from '../../home/deliveries.tsx';
import { FiguresBand } from '../../home/figures-band.tsx';
import { Hero } from '../../home/hero.tsx';
import { Popular } from '../../home/popular.tsx';
import { Safety } from '../../home/safety.tsx';
import { shopData } from '../../home/shop-data.ts';
import { useFrame } from '../../frame.ts';
import { formatCount, formatDuration, formatShare } from '../../numbers.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Head } from '../../ui/head.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';

export async function loader({ context }: LoaderArgs) {
  const { app, site, locale, preferences } = pageOf(context);
  const [figures, receipt, feed, popular, { list }, texts] = await Promise.all([
    readFigures(app),
    readReceipt(app),
    readFeed(app),
    readPopular(app),
    catalog(app),
    content(app),
  ]);
  const [first] = popular.length > 0 ? popular.map(({ service }) => service) : list;
  const sold = first ?? NO_SERVICE;
  const codes = await orderCall(sold, { panelUrl: site.url, link: 'https://example.com/post' });
  const code = preferences.code ?? '';
  const prefix = withLocale(locale, '/').replace(/\/$/, '');
  return {
    ...{ figures, receipt, feed, popular },
    asked: showFaq(texts, { language: locale, prefix }).flatMap(({ entries }) =>
      entries.slice(0, 1),
    ),
    order: { codes, language: isLanguage(code) ? code : 'curl' },
  };
}

// What a shop that sells nothing yet shows the call with.
const NO_SERVICE = { id: 1, type: 'Default', min: 100, max: 10_000 } as const;

/** The front page. Every figure on it was counted; what is not known is left out. */
export default function Home({ loaderData }: PageProps<typeof loader>) {
  const { figures, receipt, feed, popular, order, asked } = loaderData;
  const frame = useFrame();
  const t = useText('home');
  const platforms = [
    ...figures.platforms.map(({ name }) => name),
    ...(receipt ? [receipt.what.platform] : []),
    ...feed.last.map(({ what }) => what.platform),
  ];
  return (
    <>
      <Head
        title={t('title', { name: frame.site.name })}
        description={t('description')}
        path="/"
        facts={useFacts(figures)}
        data={shopData(frame)}
      />
      <PlatformSprite platforms={platforms} />
      <Hero figures={figures} receipt={receipt} />
      <FiguresBand figures={figures} />
      <Deliveries feed={feed} />
      <Popular popular={popular} services={figures.services} />
      <ApiSample order={order} first={feed.last.length + popular.length === 0} />
      <Safety />
      <Asked entries={asked} />
      <Closing />
    </>
  );
}

/** Three of the figures for previews; with fewer the description says more. */
function useFacts({ services, measured }: Figures): [string, string][] {
  const { locale } = useFrame();
  const t = useText('home');
  if (!measured?.finish || !measured.units) return [];
  const facts: [string, string][] = [
    [t('figure.services'), formatCount(locale, services)],
    [t('figure.finish'), formatDuration(locale, measured.finish.ms / 1_000)],
    [t('figure.units'), formatShare(locale, measured.units.deliveredBp)],
  ];
  return facts.map(([label, value]) => [
    label.charAt(0).toLocaleUpperCase(locale) + label.slice(1),
    value,
  ]);
}
