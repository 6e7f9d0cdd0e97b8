import type { MassPreview } from 'notpanel/baskets/index.ts';
import { asMoney, formatMoney } from 'notpanel/lib/money.ts';
import type { BatchShown } from 'notpanel/web/server/dashboard/mass-intents.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Check } from '../../../ui/check.tsx';
import { Head } from '../../../ui/head.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { LinesTable } from './lines-table.tsx';

type Props = { preview: MassPreview; isFaulty: boolean; refused: BatchShown['refused'] | null };

/** What placing a draft would do now. */
export function Preview({ preview, isFaulty, refused }: Props) {
  const t = useText('mass');
  const { batch, lines } = preview;
  const faulty = lines.filter(({ fault }) => fault !== null);
  const path = `/dashboard/mass/${batch.id}`;
  return (
    <>
      <Head title={t('check.title')} description={t('lead')} path={path} hidden />
      <PageHead
        trail={[{ href: '/dashboard/mass', label: t('title') }]}
        title={t('check.title')}
        lead={t('check.lead')}
      >
        <Button as={A} kind="plain" href={`/dashboard/mass?from=${batch.id}&edit=1`} size="small">
          {t('check.edit')}
        </Button>
      </PageHead>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-4 max-lg:order-last">
          <ShownTabs path={path} isFaulty={isFaulty} all={lines.length} faulty={faulty.length} />
          <LinesTable lines={isFaulty ? faulty : lines} ended={false} />
        </div>
        <div className="grid gap-4 lg:sticky lg:top-20">
          {refused ? <Notice kind="wrong">{t(`refused.${refused}`)}</Notice> : null}
          <Summary preview={preview} faulty={faulty.length} />
        </div>
      </div>
    </>
  );
}

type TabsProps = { path: string; isFaulty: boolean; all: number; faulty: number };

export function ShownTabs({ path, isFaulty, all, faulty }: TabsProps) {
  const { locale } = useFrame();
  const t = useText('mass');
  const count = (number: number) => formatCount(locale, number);
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={[
        { href: path, label: t('tabs.all'), count: count(all), here: !isFaulty },
        {
          ...{ href: `${path}?show=faults`, label: t('tabs.faults') },
          ...{ count: count(faulty), here: isFaulty },
        },
      ]}
    />
  );
}

function Summary({ preview, faulty }: { preview: MassPreview; faulty: number }) {
  const { locale } = useFrame();
  const t = useText('mass');
  const { total, available, good, lacking } = preview;
  const after = asMoney(available - total);
  return (
    <Card>
      <Receipt>
        <ReceiptLine label={t('check.good')}>{formatCount(locale, good)}</ReceiptLine>
        <ReceiptLine label={t('check.faulty')}>{formatCount(locale, faulty)}</ReceiptLine>
        <ReceiptLine label={t('check.available')}>
          <Price amount={available} />
        </ReceiptLine>
        <ReceiptLine label={t('check.after')}>
          <Price amount={after} />
        </ReceiptLine>
        <ReceiptTotal label={t('check.total')}>
          <Price amount={total} />
        </ReceiptTotal>
      </Receipt>
      {lacking > 0n ? <Lacking preview={preview} /> : null}
      {good > 0 ? (
        <form method="post" className="mt-5 grid gap-3">
          <input type="hidden" name="intent" value="place" />
          <input type="hidden" name="total" value={formatMoney(total)} />
          <Check name="whole">{t('check.whole')}</Check>
          <Button type="submit" size="large">
            {t('check.place', { count: good })}
          </Button>
          <p className="text-sm text-soft">{t('check.once')}</p>
        </form>
      ) : (
        <p className="mt-5 text-sm text-soft">{t('check.nothing')}</p>
      )}
      <PriceNote className="mt-4" />
    </Card>
  );
}

function Lacking({ preview: { lacking } }: { preview: MassPreview }) {
  const t = useText('mass');
  return (
    <p className="mt-4 text-sm">
      {t.rich('check.lacking', {
        amount: () => <Price amount={lacking} className="font-medium" />,
        a: (words) => (
          <A href="/dashboard/wallet/add" className="underline">
            {words}
          </A>
        ),
      })}
    </p>
  );
}
