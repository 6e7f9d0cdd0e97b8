import { formatMoney } from 'notpanel/lib/money.ts';
import type { Payment } from 'notpanel/payments/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Receipt, ReceiptLine } from '../../../ui/receipt.tsx';

/** A report that came back. */
export type Wrong = { reference: string; fault: 'reference' } | null;

type Props = { payment: Payment; instructions: string; wrong: Wrong };

/** How to transfer, and the word that it is sent. */
export function Transfer({ payment, instructions, wrong }: Props) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  return (
    <div className="grid gap-5">
      <p dir="auto" className="rounded-md bg-sunken px-4 py-3 text-sm whitespace-pre-line">
        {instructions}
      </p>
      <Receipt>
        <ReceiptLine label={t('sums.toPay')}>
          <bdi>{formatAmount(locale, formatMoney(payment.toPay), site.currency)}</bdi>
        </ReceiptLine>
        <ReceiptLine label={t('transfer.write')}>
          <bdi className="font-mono">pay_{payment.id}</bdi>
        </ReceiptLine>
      </Receipt>
      <form method="post" className="grid gap-4 border-t border-line pt-5">
        <input type="hidden" name="intent" value="report" />
        <Field
          label={t('transfer.reference')}
          name="reference"
          required
          maxLength={200}
          defaultValue={wrong?.reference ?? payment.reference ?? ''}
          hint={t('transfer.hint')}
          error={wrong ? t('faults.reference') : undefined}
          autoFocus={wrong !== null}
        />
        <Button type="submit" className="justify-self-start">
          {payment.reference === null ? t('transfer.sent') : t('transfer.change')}
        </Button>
      </form>
    </div>
  );
}
