import { listTiers } from 'notpanel/accounts/index.ts';
import { catalog } from 'notpanel/catalog/index.ts';
import { readFigures, readPopular } from 'notpanel/storefront/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { answerQuote, readNumber, type Asked, type Limits } from '../../pricing/answer-quote.ts';
import { Calculator } from '../../pricing/calculator.tsx';
import { NeverCharged } from '../../pricing/never-charged.tsx';
import { Tiers } from '../../pricing/tiers.tsx';
import { useText } from '../../text.ts';
import { Head } from '../../ui/head.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const { app } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const [tiers, { list, services }, popular, figures] = await Promise.all([
    listTiers(app.db),
    catalog(app),
    readPopular(app),
    readFigures(app),
  ]);
  const sample = popular[0]?.service ?? list[0];
  const service = query.get('service')?.trim() ?? String(sample?.id ?? '');
  const known = services.get(readNumber(service));
  const asked: Asked = {
    service,
    quantity: query.get('quantity')?.trim() ?? String(known ? typical(known) : ''),
    tier: query.get('tier') ?? '',
  };
  return {
    ...{ tiers, asked, cheapest: figures.cheapest },
    suggested: popular.map((one) => ({ id: one.service.id, name: one.service.name })),
    answered: list.length === 0 ? null : await answerQuote(app, asked, known ?? { min: 0, max: 0 }),
  };
}

const typical = ({ min, max }: Limits): number => Math.min(max, Math.max(min, 1_000));

/** What things cost, in which tier, to the last digit. */
export default function Pricing({ loaderData }: PageProps<typeof loader>) {
  const { tiers, asked, answered, suggested, cheapest } = loaderData;
  const t = useText('pricing');
  const platform = answered?.quote?.service.platform;
  return (
    <>
      <Head title={t('title')} description={t('description')} path="/pricing" />
      <PlatformSprite platforms={platform === undefined ? [] : [platform]} />
      <div className="page grid gap-4 pt-14 pb-12 lg:pt-20">
        <h1 className="text-4xl/11 font-semibold tracking-[-0.035em] text-balance sm:text-5xl/14">
          {t('heading')}
        </h1>
        <p className="max-w-2xl text-lg/7 text-pretty text-soft">{t('text')}</p>
      </div>
      <Tiers tiers={tiers} cheapest={cheapest} />
      {answered === null ? null : <Calculator {...{ tiers, asked, answered, suggested }} />}
      <NeverCharged />
    </>
  );
}
