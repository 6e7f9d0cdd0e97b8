import type { AffiliateView } from 'notpanel/promotions/index.ts';
import { formatMoney } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';

type Props = {
  view: Pick<AffiliateView, 'pending' | 'available' | 'paid' | 'rules'>;
  fresh: boolean;
  requestId: string;
};

/** What there is to come, and the way into the wallet. */
export function Balance({ view, fresh, requestId }: Props) {
  const t = useText('affiliates');
  const { pending, available, paid } = view;
  return (
    <Card title={t('balance.title')}>
      <Receipt>
        <ReceiptLine label={t('balance.pending')}>
          <Price amount={pending} />
        </ReceiptLine>
        <ReceiptLine label={t('balance.paid')}>
          <Price amount={paid} />
        </ReceiptLine>
        <ReceiptTotal label={t('balance.available')}>
          <Price amount={available} />
        </ReceiptTotal>
      </Receipt>
      <div className="mt-5 mb-4 grid gap-3">
        <PayOut view={view} fresh={fresh} requestId={requestId} />
      </div>
      <PriceNote />
    </Card>
  );
}

function PayOut({ view: { available, rules }, fresh, requestId }: Props) {
  const { locale, site } = useFrame();
  const t = useText('affiliates');
  if (available < 0n) return <p className="text-sm text-soft">{t('balance.below')}</p>;
  if (!rules || available < rules.minimumPayout) {
    const minimum = rules ? formatMoney(rules.minimumPayout) : '0';
    return (
      <p className="text-sm text-soft">
        {t('rules.minimum', { minimum: formatAmount(locale, minimum, site.currency) })}
      </p>
    );
  }
  if (!fresh) return <ProveFirst />;
  return (
    <form method="post" className="grid">
      <input type="hidden" name="intent" value="payout" />
      <input type="hidden" name="request" value={requestId} />
      <Button type="submit" size="large">
        {t('balance.payOut')}
      </Button>
    </form>
  );
}
