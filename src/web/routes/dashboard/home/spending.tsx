import type { SpendingDay } from 'notpanel/billing/index.ts';
import { asMoney, formatMoney } from 'notpanel/lib/money.ts';
import { formatDay } from '../../../dates.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { DayBars } from '../../../ui/day-bars.tsx';
import { Card } from '../../../ui/card.tsx';
import { Price } from '../../../ui/price.tsx';

/** What orders cost on each of the last days, before refunds. */
export function Spending({ days }: { days: readonly SpendingDay[] }) {
  const { locale, site } = useFrame();
  const t = useText('dash');
  const most = days.reduce((top, { spent }) => (spent > top ? spent : top), 0n);
  const total = asMoney(days.reduce((sum, { spent }) => sum + spent, 0n));
  const orders = days.reduce((sum, one) => sum + one.orders, 0);
  const refunded = asMoney(days.reduce((sum, one) => sum + one.refunded, 0n));
  const bars = days.map(({ day, spent }) => ({
    label: formatDay(locale, day),
    value: formatAmount(locale, formatMoney(spent), site.currency),
    height: most === 0n ? 0 : Number((spent * 100n) / most),
  }));
  return (
    <Card title={t('spent.title', { days: days.length })} aside={<Price amount={total} />}>
      <DayBars
        label={t('spent.title', { days: days.length })}
        columns={[t('spent.day'), t('spent.amount')]}
        bars={bars}
      />
      <p className="mt-3 text-sm text-soft">
        {t.rich('spent.orders', { count: orders, refunded: () => <Price amount={refunded} /> })}
      </p>
    </Card>
  );
}
