import type { ReactNode } from 'react';
import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import type { Payment, PaymentStep } from 'notpanel/payments/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Transfer, type Wrong } from './transfer.tsx';

type Props = {
  payment: Payment;
  steps: readonly PaymentStep[];
  instructions: string | null;
  zone: string;
  isLeaving: boolean;
  /** The page looks again by itself. */
  isWatched: boolean;
  wrong: Wrong;
};

/** What the payment waits for, honestly, and what can be done about it. */
export function Doing(props: Props) {
  const { payment, instructions } = props;
  const isAsked = ['new', 'open', 'reported', 'expired'].includes(payment.state);
  return (
    <section className="grid gap-4 rounded-lg border border-line bg-card p-5 sm:p-6">
      <div className="grid gap-1.5" aria-live="polite">
        <State {...props} />
        <Disputes {...props} />
      </div>
      {instructions !== null && isAsked ? (
        <Transfer payment={payment} instructions={instructions} wrong={props.wrong} />
      ) : (
        <Ways {...props} />
      )}
    </section>
  );
}

function State({ payment, instructions, zone, isLeaving, isWatched }: Props) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const { state, gateway, reason } = payment;
  const sum = (value: Money) => formatAmount(locale, formatMoney(value), site.currency);
  const values = {
    label: gateway.label,
    toPay: sum(payment.toPay),
    received: sum(payment.received),
    credited: sum((payment.credited + payment.bonus) as Money),
    left: sum((payment.toPay - payment.received) as Money),
    at: () => <Moment at={payment.expiresAt} zone={zone} />,
    paid: () => <Moment at={payment.paidAt ?? payment.createdAt} zone={zone} />,
  };
  const key = isLeaving ? 'leaving' : instructions !== null && state === 'open' ? 'byHand' : state;
  return (
    <>
      <h2 className="text-lg font-semibold tracking-tight">{t.rich(`now.${key}.title`, values)}</h2>
      <p className="max-w-prose text-sm text-soft">{t.rich(`now.${key}.text`, values)}</p>
      {reason === null ? null : (
        <p className="text-sm">
          {t.rich('now.reason', {
            reason,
            q: (words) => <bdi className="font-medium">{words}</bdi>,
          })}
        </p>
      )}
      {isWatched ? <Watching /> : null}
    </>
  );
}

function Watching() {
  const t = useText('pay');
  return (
    <p className="flex items-center gap-2 text-sm text-soft">
      <span className="size-1.5 animate-pulse rounded-full bg-running" aria-hidden="true" />
      {t('now.watching')}
    </p>
  );
}

/** A charge-back that nobody has decided yet. */
function Disputes({ steps }: Props) {
  const t = useText('pay');
  const count = (kind: PaymentStep['kind']) => steps.filter((step) => step.kind === kind).length;
  const open = count('disputed') - count('dispute_won') - count('dispute_lost');
  if (open <= 0) return null;
  return <p className="max-w-prose text-sm text-partial">{t('now.disputed')}</p>;
}

const AGAIN: ReadonlySet<Payment['state']> = new Set(['new', 'expired', 'failed', 'refused']);
const ASKABLE: ReadonlySet<Payment['state']> = new Set([
  ...(['open', 'processing', 'partial', 'expired', 'failed'] as const),
]);

function Ways({ payment, isLeaving }: Props) {
  const t = useText('pay');
  const { state, url, gateway, amount, gatewayRef } = payment;
  const ways: ReactNode[] = [];
  if (url !== null && (state === 'open' || state === 'partial')) {
    ways.push(
      <Button key="go" as="a" href={url}>
        {t('now.go', { label: gateway.label })}
      </Button>,
    );
  }
  if (AGAIN.has(state)) {
    const query = new URLSearchParams({ amount: formatMoney(amount), way: gateway.name });
    ways.push(
      <Button key="again" as={A} href={`/dashboard/wallet/add?${query.toString()}`}>
        {t('now.again')}
      </Button>,
    );
  }
  if (gatewayRef !== null && gateway.kind !== 'manual' && ASKABLE.has(state) && !isLeaving) {
    ways.push(
      <form key="ask" method="post">
        <input type="hidden" name="intent" value="ask" />
        <Button type="submit" kind="plain">
          {t('now.ask')}
        </Button>
      </form>,
    );
  }
  return ways.length === 0 ? null : <div className="flex flex-wrap gap-2">{ways}</div>;
}
