import type { CommissionView } from 'notpanel/promotions/index.ts';
import { useText } from '../../../text.ts';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { Status, type State } from '../../../ui/status.tsx';

const LOOKS: Record<CommissionView['state'], State> = {
  pending: 'pending',
  available: 'running',
  paid: 'completed',
  clawed_back: 'canceled',
};

const HEAD = 'px-5 py-2 font-mono text-xs font-normal tracking-wide text-soft uppercase';
const CELL = 'px-5 py-2.5 align-top';

/** What each deposit has earned, the newest first. */
export function Commissions({ rows, zone }: { rows: readonly CommissionView[]; zone: string }) {
  const t = useText('affiliates');
  if (rows.length === 0) {
    return (
      <Card title={t('commissions.title')}>
        <p className="text-sm text-soft">{t('commissions.none')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('commissions.title')} bare>
      <table className="w-full text-sm">
        <thead className="border-y border-line">
          <tr>
            <th scope="col" className={`${HEAD} text-start`}>
              {t('commissions.from')}
            </th>
            <th scope="col" className={`${HEAD} text-end max-sm:hidden`}>
              {t('commissions.deposit')}
            </th>
            <th scope="col" className={`${HEAD} text-start max-sm:hidden`}>
              {t('commissions.state')}
            </th>
            <th scope="col" className={`${HEAD} text-end`}>
              {t('commissions.amount')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, at) => (
            <Row key={at} row={row} zone={zone} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Row({ row, zone }: { row: CommissionView; zone: string }) {
  const t = useText('affiliates');
  const { at, who, credit, amount, reason } = row;
  return (
    <tr>
      <td className={CELL}>
        <p className="wrap-anywhere">
          {who === null ? t('commissions.correction') : <bdi>{who}</bdi>}
        </p>
        <p className="text-xs text-soft">
          <Moment at={at} zone={zone} />
        </p>
        {reason === null ? null : <p className="text-xs text-soft">{reason}</p>}
        <div className="mt-1.5 sm:hidden">
          <StateOf row={row} zone={zone} />
        </div>
      </td>
      <td className={`${CELL} text-end tabular-nums max-sm:hidden`}>
        {credit === null ? <span className="text-soft">–</span> : <Price amount={credit} />}
      </td>
      <td className={`${CELL} max-sm:hidden`}>
        <StateOf row={row} zone={zone} />
      </td>
      <td className={`${CELL} text-end font-medium tabular-nums`}>
        <Price amount={amount} />
      </td>
    </tr>
  );
}

function StateOf({ row: { state, availableAt }, zone }: { row: CommissionView; zone: string }) {
  const t = useText('affiliates');
  return (
    <>
      <Status state={LOOKS[state]}>{t(`states.${state}`)}</Status>
      {state === 'pending' ? (
        <p className="mt-1 text-xs text-soft">
          {t('commissions.until')} <Moment at={availableAt} zone={zone} />
        </p>
      ) : null}
    </>
  );
}
