import type { ReactNode } from 'react';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';
import { OwnService, type Own } from './own-service.tsx';
import type { ServiceView } from './service-view.ts';

/** What it costs and what is promised, as a receipt would list it. */
export function RateCard({ view, own }: { view: ServiceView; own: Own | null }) {
  const { service, price, onSale, quantityFrom, least } = view;
  const { locale, visitor } = useFrame();
  const t = useText('service');
  const count = (pieces: number) => formatCount(locale, pieces);
  const yes = (is: boolean) => t(is ? 'yes' : 'no');
  return (
    <div className="rounded-lg border border-line bg-card p-5">
      <p className="font-mono text-xs tracking-wide text-soft uppercase">{t('card.price')}</p>
      <p className="mt-1 text-3xl font-semibold tracking-tight">
        <Price rate={price.rate} />
      </p>
      {price.rate === price.baseRate ? null : (
        <p className="mt-1 text-sm text-soft">
          {t.rich('card.public', { price: () => <Price rate={price.baseRate} /> })}
        </p>
      )}
      <div className="mt-5 border-t border-line pt-5">
        <Receipt>
          {quantityFrom === 'min' ? null : (
            <ReceiptLine label={t('card.limits')}>
              {t('card.range', { min: count(service.min), max: count(service.max) })}
            </ReceiptLine>
          )}
          <ReceiptLine label={t('card.quantity')}>{t(`quantity.${quantityFrom}`)}</ReceiptLine>
          <ReceiptLine label={t('card.refill')}>
            {service.refill
              ? t('card.refillDays', { days: service.guaranteeDays ?? 0 })
              : t('card.noRefill')}
          </ReceiptLine>
          {service.refill ? (
            <ReceiptLine label={t('card.refillCap')}>
              {service.refillCap === 0 ? t('no') : t('card.times', { count: service.refillCap })}
            </ReceiptLine>
          ) : null}
          <ReceiptLine label={t('card.cancel')}>{yes(service.cancel)}</ReceiptLine>
          <ReceiptLine label={t('card.dripfeed')}>{yes(service.dripfeed)}</ReceiptLine>
          <ReceiptTotal
            label={
              <LeastLabel pieces={least.pieces} isPackage={quantityFrom === 'min'} count={count} />
            }
          >
            <Price amount={least.charge} />
          </ReceiptTotal>
        </Receipt>
      </div>
      <div className="mt-5 grid gap-2">
        {own ? <OwnService id={service.id} onSale={onSale} own={own} /> : null}
        {onSale ? (
          <Button as={A} href="#order" size="large" kind={own ? 'plain' : 'primary'}>
            {t('card.order')}
          </Button>
        ) : null}
        {onSale && !visitor ? (
          <Button as={A} href="/sign-up" kind="plain" size="large">
            {t('card.signUp')}
          </Button>
        ) : null}
      </div>
      <PriceNote className="mt-4" />
    </div>
  );
}

type LeastProps = { pieces: number; isPackage: boolean; count(pieces: number): string };

function LeastLabel({ pieces, isPackage, count }: LeastProps): ReactNode {
  const t = useText('service');
  return isPackage ? t('card.package') : t('card.least', { pieces: count(pieces) });
}
