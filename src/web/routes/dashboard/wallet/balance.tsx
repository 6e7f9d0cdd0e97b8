import type { Owed } from 'notpanel/billing/index.ts';
import type { Money } from 'notpanel/lib/money.ts';
import type { Bonus } from 'notpanel/payments/index.ts';
import { useText } from '../../../text.ts';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Receipt, ReceiptLine } from '../../../ui/receipt.tsx';

type Props = { balance: Money; held: Money; owed: Owed; bonus: Bonus | null; zone: string };

/** What can be spent, what of it is a bonus, and what is somewhere else. */
export function Balance({ balance, held, owed, bonus, zone }: Props) {
  const t = useText('wallet');
  return (
    <Card>
      <p className="text-sm text-soft">{t('balance')}</p>
      <p className="mt-1 text-3xl font-semibold tracking-tight tabular-nums">
        <Price amount={balance} />
      </p>
      <div className="mt-5 border-t border-line pt-4 tabular-nums">
        <Receipt>
          {bonus ? (
            <ReceiptLine label={t('ofItBonus')}>
              <Price amount={bonus.unspent} />
            </ReceiptLine>
          ) : null}
          <ReceiptLine label={t('held')}>
            <Price amount={held} />
          </ReceiptLine>
          {owed.disputed > 0n ? (
            <ReceiptLine label={t('disputed')}>
              <Price amount={owed.disputed} />
            </ReceiptLine>
          ) : null}
          {owed.receivable > 0n ? (
            <ReceiptLine label={t('receivable')}>
              <Price amount={owed.receivable} />
            </ReceiptLine>
          ) : null}
        </Receipt>
      </div>
      {bonus ? (
        <p className="mt-4 text-sm text-soft">
          {t.rich('bonusUntil', { at: () => <Moment at={bonus.expiresAt} zone={zone} /> })}
        </p>
      ) : null}
      {owed.receivable > 0n ? (
        <p className="mt-4 text-sm text-partial">{t('receivableNote')}</p>
      ) : null}
      <div className="mt-4 text-sm">
        <PriceNote />
      </div>
    </Card>
  );
}
