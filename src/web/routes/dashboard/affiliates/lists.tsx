import type { Money } from 'notpanel/lib/money.ts';
import type { PayoutView } from 'notpanel/promotions/index.ts';
import { useText } from '../../../text.ts';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';

const ROW = 'flex items-baseline justify-between gap-4 py-2.5';

type SignUp = { who: string; at: Date; earned: Money; counts: boolean };

/** Who came by the link, known to whoever sent it and to nobody else. */
export function SignUps({ rows, zone }: { rows: readonly SignUp[]; zone: string }) {
  const t = useText('affiliates');
  return (
    <Card title={t('signUps.title')}>
      {rows.length === 0 ? (
        <p className="text-sm text-soft">{t('signUps.none')}</p>
      ) : (
        <ul className="-my-2.5 divide-y divide-line text-sm">
          {rows.map(({ who, at, earned, counts }, index) => (
            <li key={index} className={ROW}>
              <span className="min-w-0">
                <bdi className="wrap-anywhere">{who}</bdi>
                <span className="block text-xs text-soft">
                  <Moment at={at} zone={zone} />
                </span>
              </span>
              {counts ? (
                <span className="text-end font-medium tabular-nums">
                  <Price amount={earned} />
                </span>
              ) : (
                <span className="text-end text-soft">{t('signUps.refused')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function Payouts({ rows, zone }: { rows: readonly PayoutView[]; zone: string }) {
  const t = useText('affiliates');
  return (
    <Card title={t('payouts.title')}>
      {rows.length === 0 ? (
        <p className="text-sm text-soft">{t('payouts.none')}</p>
      ) : (
        <ul className="-my-2.5 divide-y divide-line text-sm">
          {rows.map(({ id, amount, at }) => (
            <li key={id} className={ROW}>
              <span>
                <Moment at={at} zone={zone} />
                <span className="ms-2 font-mono text-xs text-soft">#{id}</span>
              </span>
              <span className="text-end font-medium tabular-nums">
                <Price amount={amount} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
