import type { Transaction } from 'notpanel/billing/index.ts';
import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { kindKey } from './kind-key.ts';
import { orderName } from '../../../order-name.ts';

type Props = { transactions: readonly Transaction[]; zone: string };

/** Movements, newest first; on a narrow screen each is a line and a half. */
export function Transactions({ transactions, zone }: Props) {
  const t = useText('wallet');
  return (
    <div className="rounded-lg border border-line bg-card">
      <table className="w-full text-sm tabular-nums">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line text-xs text-soft">
            <th scope="col" className="px-4 py-2.5 text-start font-normal">
              {t('columns.what')}
            </th>
            <th scope="col" className="px-4 py-2.5 text-start font-normal max-md:hidden">
              {t('columns.when')}
            </th>
            <th scope="col" className="px-4 py-2.5 text-end font-normal">
              {t('columns.amount')}
            </th>
            <th scope="col" className="px-4 py-2.5 text-end font-normal max-sm:hidden">
              {t('columns.balance')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {transactions.map((one) => (
            <Row key={String(one.id)} one={one} zone={zone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ one, zone }: { one: Transaction; zone: string }) {
  const t = useText('wallet');
  return (
    <tr className="align-top">
      <td className="w-full max-w-0 px-4 py-2.5">
        <p className="font-medium">{t(`kinds.${kindKey(one.kind)}`)}</p>
        <div className="mt-0.5 flex flex-wrap items-baseline gap-x-3 text-soft [&>*]:min-w-0">
          <About one={one} />
        </div>
        <p className="mt-0.5 text-xs text-soft md:hidden">
          <Moment at={one.at} zone={zone} />
        </p>
      </td>
      <td className="px-4 py-2.5 whitespace-nowrap text-soft max-md:hidden">
        <Moment at={one.at} zone={zone} />
      </td>
      <td className="px-4 py-2.5 text-end font-medium whitespace-nowrap">
        <Amount amount={one.amount} signed />
        <span className="mt-0.5 block text-xs font-normal text-soft sm:hidden">
          <Amount amount={one.balance} />
        </span>
      </td>
      <td className="px-4 py-2.5 text-end whitespace-nowrap text-soft max-sm:hidden">
        <Amount amount={one.balance} />
      </td>
    </tr>
  );
}

function Amount({ amount, signed = false }: { amount: Money; signed?: boolean }) {
  const { locale, site } = useFrame();
  return <bdi dir="ltr">{formatAmount(locale, formatMoney(amount), site.currency, signed)}</bdi>;
}

const LINK = 'underline decoration-edge underline-offset-2 hover:text-ink';

/** What a movement was for, with the way to it. */
function About({ one }: { one: Transaction }) {
  const t = useText('wallet');
  const [name = ''] = one.reference.split('/');
  if (one.orderId !== null) {
    return (
      <p className="flex gap-x-2">
        <A href={`/dashboard/orders/${one.orderId}`} className={`shrink-0 ${LINK}`}>
          {t('order', { id: orderName(one.orderId) })}
        </A>
        {one.service ? (
          <bdi className="truncate" dir="auto">
            {one.service.name}
          </bdi>
        ) : null}
      </p>
    );
  }
  if (one.subject === 'payment' && name.startsWith('pay_')) {
    return (
      <>
        <A href={`/dashboard/wallet/payments/${name}`} className={LINK}>
          <span dir="ltr" className="font-mono text-xs">
            {name}
          </span>
        </A>
        {one.kind === 'deposit' ? <ReceiptButton id={one.id} /> : null}
      </>
    );
  }
  if (one.subject === 'refund') {
    return (
      <A href="/dashboard/wallet/refund" className={LINK}>
        <span dir="ltr" className="font-mono text-xs">
          {name}
        </span>
      </A>
    );
  }
  return (
    <>
      {one.reason === null ? null : <bdi className="break-words">{one.reason}</bdi>}
      {one.kind === 'deposit' ? <ReceiptButton id={one.id} /> : null}
    </>
  );
}

/** The receipt is made when it is asked for, or a minute later by itself. */
function ReceiptButton({ id }: { id: bigint }) {
  const t = useText('wallet');
  return (
    <form method="post">
      <input type="hidden" name="intent" value="receipt" />
      <input type="hidden" name="transfer" value={String(id)} />
      <button type="submit" className={`cursor-pointer ${LINK}`}>
        {t('receipt')}
      </button>
    </form>
  );
}
