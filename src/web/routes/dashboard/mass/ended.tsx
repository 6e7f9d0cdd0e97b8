import type { MassResult } from 'notpanel/baskets/index.ts';
import { formatMoney } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Head } from '../../../ui/head.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';
import { LinesTable } from './lines-table.tsx';
import { ShownTabs } from './preview.tsx';

type Props = { result: MassResult; isFaulty: boolean; zone: string };

/** What became of a batch, line by line. */
export function Ended({ result, isFaulty, zone }: Props) {
  const { locale } = useFrame();
  const t = useText('mass');
  const { batch, lines, placed, charge } = result;
  const faulty = lines.filter(({ fault }) => fault !== null);
  const path = `/dashboard/mass/${batch.id}`;
  return (
    <>
      <Head title={t('ended.title')} description={t('lead')} path={path} hidden />
      <PageHead
        title={t('ended.title')}
        lead={<Moment at={batch.confirmedAt ?? batch.createdAt} zone={zone} />}
      >
        <Button as={A} kind="plain" href={`${path}/export`} size="small">
          {t('ended.export')}
        </Button>
        <Button as={A} kind="plain" href="/dashboard/mass" size="small">
          {t('ended.another')}
        </Button>
      </PageHead>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-4 max-lg:order-last">
          <ShownTabs path={path} isFaulty={isFaulty} all={lines.length} faulty={faulty.length} />
          <LinesTable lines={isFaulty ? faulty : lines} ended />
        </div>
        <div className="grid gap-4 lg:sticky lg:top-20">
          <State result={result} />
          <Card>
            <Receipt>
              <ReceiptLine label={t('ended.placed')}>{formatCount(locale, placed)}</ReceiptLine>
              <ReceiptLine label={t('ended.refused')}>
                {formatCount(locale, faulty.length)}
              </ReceiptLine>
              <ReceiptTotal label={t('check.total')}>
                <Price amount={charge} />
              </ReceiptTotal>
            </Receipt>
            {faulty.length > 0 ? (
              <Button
                as={A}
                kind="plain"
                className="mt-5 w-full"
                href={`/dashboard/mass?from=${batch.id}&refused=1`}
              >
                {t('ended.again')}
              </Button>
            ) : null}
            <PriceNote className="mt-4" />
          </Card>
        </div>
      </div>
    </>
  );
}

function State({ result: { batch, placed, charge, lines } }: { result: MassResult }) {
  const t = useText('mass');
  if (!batch.doneAt) {
    return (
      <Notice kind="warning">
        <p>{t('ended.cut')}</p>
        <form method="post" className="mt-3">
          <input type="hidden" name="intent" value="place" />
          <input type="hidden" name="total" value={formatMoney(charge)} />
          <Button type="submit" size="small">
            {t('ended.goOn')}
          </Button>
        </form>
      </Notice>
    );
  }
  if (placed === lines.length) return <Notice kind="done">{t('ended.all')}</Notice>;
  if (placed > 0) return <Notice kind="warning">{t('ended.some', { count: placed })}</Notice>;
  return <Notice kind="wrong">{t('ended.none')}</Notice>;
}
