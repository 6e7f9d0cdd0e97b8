import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import type { Quote } from 'notpanel/payments/index.ts';
import type { AddFunds, TierProgress } from 'notpanel/web/server/dashboard/read-add-funds.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';

type Props = { read: AddFunds; tier: TierProgress | null; requestId: string };

/** Exactly what is paid and what comes of it, with the button that pays it. */
export function Bill({ read, tier, requestId }: Props) {
  const t = useText('pay');
  const { quote, fault } = read;
  return (
    <section
      aria-label={t('bill.title')}
      className="grid gap-5 rounded-lg border border-line bg-sunken p-5 sm:p-6 lg:sticky lg:top-20"
    >
      {quote === null || fault?.field === 'amount' ? (
        <p className="text-sm text-soft">{t('bill.none')}</p>
      ) : (
        <Sums quote={quote} read={read} requestId={requestId} />
      )}
      {tier ? <TierLine tier={tier} amount={quote?.amount ?? null} /> : null}
    </section>
  );
}

function Sums({ quote, read, requestId }: { quote: Quote; read: AddFunds; requestId: string }) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const { amount, fee, toPay, bonus, way } = quote;
  const sum = formatAmount(locale, formatMoney(toPay), site.currency);
  const code = quote.bonusTerms.code?.code ?? '';
  return (
    <>
      <Receipt>
        <ReceiptLine label={t('bill.amount')}>
          <Price amount={amount} />
        </ReceiptLine>
        <ReceiptLine label={t('bill.fee')}>
          {fee === 0n ? t('bill.noFee') : <Price amount={fee} />}
        </ReceiptLine>
        {bonus > 0n ? (
          <ReceiptLine label={code ? t('bill.bonusBy', { code }) : t('bill.bonus')}>
            <span className="text-completed">
              <Price amount={bonus} />
            </span>
          </ReceiptLine>
        ) : null}
        <ReceiptTotal label={t('bill.toPay')}>
          <Price amount={toPay} />
        </ReceiptTotal>
      </Receipt>
      <form method="post" className="grid gap-3">
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="amount" value={read.form.amount} />
        <input type="hidden" name="way" value={way.name} />
        <input type="hidden" name="coupon" value={code} />
        <Button type="submit" size="large">
          {way.means === 'transfer' ? t('bill.transfer', { sum }) : t('bill.pay', { sum })}
        </Button>
        <p className="text-sm text-soft">
          {t.rich(`bill.next.${way.means}`, {
            label: way.label,
            b: (words) => <bdi className="font-medium text-ink">{words}</bdi>,
          })}
        </p>
        {bonus > 0n ? (
          <p className="text-sm text-soft">
            {t('bill.bonusDays', { days: quote.bonusTerms.days })}
          </p>
        ) : null}
        <PriceNote />
      </form>
    </>
  );
}

const WHOLE = 100n;

/** What deposits have reached, and what this one would. */
function TierLine({ tier, amount }: { tier: TierProgress; amount: Money | null }) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const { now, deposited, next, reaches } = tier;
  const text = (value: Money) => formatAmount(locale, formatMoney(value), site.currency);
  if (!next)
    return <p className="border-t border-line pt-4 text-sm text-soft">{t('tier.top', { now })}</p>;
  const after = (deposited + (amount ?? 0n)) as Money;
  const share = (value: Money) => {
    const percent = (value * WHOLE) / next.reachedAt;
    return `${percent > WHOLE ? WHOLE : percent}%`;
  };
  return (
    <div className="grid gap-2 border-t border-line pt-4 text-sm">
      <p className="flex justify-between gap-3">
        <span className="font-medium">{now}</span>
        <span className="text-soft">{next.name}</span>
      </p>
      <svg aria-hidden="true" width="100%" height="4" className="rounded-full bg-line">
        <g className="rtl:-scale-x-100 rtl:[transform-origin:center]">
          <rect width={share(after)} height="4" className="fill-accent" />
          <rect width={share(deposited)} height="4" className="fill-ink" />
        </g>
      </svg>
      <p className="text-soft">
        {reaches
          ? t('tier.reaches', { tier: reaches })
          : t('tier.left', {
              tier: next.name,
              deposited: text(after),
              needed: text(next.reachedAt),
            })}
      </p>
    </div>
  );
}
