import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import type { RefundShown } from 'notpanel/web/server/dashboard/wallet-intents.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';

type Props = {
  payments: readonly { name: string; amount: Money }[];
  /** The form's own: sent twice, it asks once. */
  request: string;
  shown: RefundShown | undefined;
};

export function RefundForm({ payments, request, shown }: Props) {
  const { locale, site } = useFrame();
  const t = useText('wallet');
  if (payments.length === 0) {
    return (
      <Empty title={t('refund.nothing')}>
        <Button as={A} kind="plain" href="/dashboard/wallet?group=deposits">
          {t('refund.deposits')}
        </Button>
      </Empty>
    );
  }
  return (
    <Card>
      <form method="post" className="grid gap-5 sm:grid-cols-2">
        <input type="hidden" name="intent" value="request" />
        <input type="hidden" name="request" value={request} />
        <Select label={t('refund.payment')} name="payment" defaultValue={shown?.payment}>
          {payments.map(({ name, amount }) => (
            <option key={name} value={name}>
              {t('refund.upTo', {
                name,
                amount: formatAmount(locale, formatMoney(amount), site.currency),
              })}
            </option>
          ))}
        </Select>
        <Field
          label={t('refund.amount', { currency: site.currency })}
          name="amount"
          required
          inputMode="decimal"
          dir="ltr"
          maxLength={20}
          defaultValue={shown?.amount}
          error={shown?.fault === 'amount' ? t('refund.faults.amount') : undefined}
          autoFocus={shown?.fault === 'amount'}
        />
        <div className="sm:col-span-2">
          <TextArea
            label={t('refund.reason')}
            name="reason"
            required
            rows={3}
            maxLength={500}
            defaultValue={shown?.reason}
            error={shown?.fault === 'reason' ? t('refund.faults.reason') : undefined}
            autoFocus={shown?.fault === 'reason'}
          />
        </div>
        <Button type="submit" className="justify-self-start">
          {t('refund.ask')}
        </Button>
      </form>
    </Card>
  );
}
