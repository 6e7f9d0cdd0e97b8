import { asMoney, asRate, formatMoney } from 'notpanel/lib/money.ts';
import type { FaultSaid } from 'notpanel/web/server/dashboard/new-order/fault-text.ts';
import type { PriceView } from 'notpanel/web/server/dashboard/new-order/price-view.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatDuration, formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';
import { useFaultText } from './use-fault-text.ts';

type Props = { price: PriceView; faults: readonly FaultSaid[]; isAsking: boolean };

const MINUTE_S = 60;

/** What the order costs and why, line by line; every figure is the shop's, none is worked out here. */
export function OrderReceipt({ price, faults, isAsking }: Props) {
  const { locale } = useFrame();
  const t = useText('newOrder');
  const { own, ownBp, tier, tierBp, coupon, runs, charge, after } = price;
  const lowered = price.rate !== price.base;
  return (
    <div aria-busy={isAsking} className="grid gap-4 transition-opacity aria-busy:opacity-60">
      <h2 className="text-sm font-medium">{t('receipt.title')}</h2>
      <div aria-live="polite" aria-atomic="true">
        <Receipt>
          <ReceiptLine label={t('receipt.base')}>
            <Price rate={asRate(price.base)} />
          </ReceiptLine>
          {own === null ? null : (
            <ReceiptLine label={t('receipt.own')}>
              <Price rate={asRate(own)} />
            </ReceiptLine>
          )}
          {ownBp === null || ownBp === 0 ? null : (
            <ReceiptLine label={t('receipt.personal')}>{useShare(ownBp)}</ReceiptLine>
          )}
          {tierBp === 0 ? null : (
            <ReceiptLine label={t('receipt.tier', { tier })}>{useShare(tierBp)}</ReceiptLine>
          )}
          {coupon?.bp == null ? null : (
            <ReceiptLine label={t('receipt.coupon', { code: coupon.code })}>
              {useShare(coupon.bp)}
            </ReceiptLine>
          )}
          {lowered ? (
            <ReceiptLine label={t('receipt.rate')}>
              <Price rate={asRate(price.rate)} />
            </ReceiptLine>
          ) : null}
          <Size price={price} />
          {runs ? (
            <ReceiptLine label={t('receipt.lasts')}>
              {formatDuration(locale, (runs.runs - 1) * runs.minutes * MINUTE_S)}
            </ReceiptLine>
          ) : null}
          {coupon?.amount && charge ? (
            <>
              <ReceiptLine label={t('receipt.before')}>
                <Price amount={asMoney(charge)} />
              </ReceiptLine>
              <ReceiptLine label={t('receipt.coupon', { code: coupon.code })}>
                <span>
                  −<Price amount={asMoney(coupon.amount)} />
                </span>
              </ReceiptLine>
            </>
          ) : null}
          <Total price={price} />
        </Receipt>
        <dl className="mt-3 grid gap-1.5 text-sm text-soft">
          <Under label={t('receipt.balance')} nano={price.balance} />
          {after === null ? null : <Under label={t('receipt.after')} nano={after} />}
        </dl>
      </div>
      <Whole faults={faults} missing={price.missing} />
      <PriceNote />
    </div>
  );
}

function Size({ price: { quantity, runs, perPost } }: Pick<Props, 'price'>) {
  const { locale } = useFrame();
  const t = useText('newOrder');
  if (perPost) return null;
  return (
    <ReceiptLine label={t('receipt.pieces')}>
      {quantity === null ? '–' : null}
      {quantity !== null && runs ? (
        <bdi>
          {formatCount(locale, runs.runs)} × {formatCount(locale, runs.each)} ={' '}
          {formatCount(locale, quantity)}
        </bdi>
      ) : null}
      {quantity !== null && !runs ? formatCount(locale, quantity) : null}
    </ReceiptLine>
  );
}

function Total({ price: { due, perPost } }: Pick<Props, 'price'>) {
  const t = useText('newOrder');
  if (!perPost) {
    return (
      <ReceiptTotal label={t('receipt.charge')}>
        {due === null ? '–' : <Price amount={asMoney(due)} />}
      </ReceiptTotal>
    );
  }
  return (
    <>
      <ReceiptLine label={t('receipt.perPost')}>
        <span className="inline-flex flex-wrap justify-end gap-x-1">
          <Price amount={asMoney(perPost.least)} /> – <Price amount={asMoney(perPost.most)} />
        </span>
      </ReceiptLine>
      <p className="text-soft">{t('receipt.postNote')}</p>
    </>
  );
}

/** Basis points off as a percentage: a surcharge is a discount below nothing. */
function useShare(bp: number): string {
  const { locale } = useFrame();
  const share = formatShare(locale, Math.abs(bp), 2);
  return bp > 0 ? `−${share}` : `+${share}`;
}

function Under({ label, nano }: { label: string; nano: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt>{label}</dt>
      <dd className="text-end">
        <Price amount={asMoney(nano)} />
      </dd>
    </div>
  );
}

/** What is wrong with the order as a whole, and what to do. */
function Whole({ faults, missing }: { faults: readonly FaultSaid[]; missing: string | null }) {
  const t = useText('newOrder');
  const say = useFaultText();
  const whole = faults.filter(({ parameter, key }) => parameter === null && key !== 'balance');
  if (whole.length === 0 && missing === null) return null;
  return (
    <div className="grid gap-2 text-sm text-canceled" role="alert">
      {whole.map((fault) => (
        <p key={fault.key}>{say(fault)}</p>
      ))}
      {missing === null ? null : (
        <p>
          {t.rich('receipt.missing', {
            amount: () => <Price amount={asMoney(missing)} />,
            a: (words) => (
              <A
                href={`/dashboard/wallet/add?amount=${formatMoney(asMoney(missing))}`}
                className="font-medium underline"
              >
                {words}
              </A>
            ),
          })}
        </p>
      )}
    </div>
  );
}
