import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import type { Payment, PaymentStep } from 'notpanel/payments/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Moment } from '../../../ui/moment.tsx';

type Props = { payment: Payment; steps: readonly PaymentStep[]; zone: string };

/** What moved nothing and changed nothing is not told: gateways say much twice. */
const TOLD: ReadonlySet<string> = new Set([
  ...['credited', 'reversed', 'returned', 'changed', 'settled', 'kept'],
]);

/** What happened, dated, the newest last. */
export function Steps({ payment, steps, zone }: Props) {
  const t = useText('pay');
  return (
    <ol className="divide-y divide-line border-t border-line text-sm">
      <Line at={payment.createdAt} zone={zone} words={t('steps.started')} />
      {payment.reportedAt ? (
        <Line
          at={payment.reportedAt}
          zone={zone}
          words={t('steps.reported', { reference: payment.reference ?? '' })}
        />
      ) : null}
      {steps
        .filter(({ outcome, kind }) => TOLD.has(outcome) && kind !== 'noted')
        .map((step) => (
          <Step key={String(step.eventId)} step={step} zone={zone} />
        ))}
    </ol>
  );
}

function Step({ step, zone }: { step: PaymentStep; zone: string }) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const { kind, outcome, gross, credit, bonus, happenedAt } = step;
  const text = (value: Money | null) => {
    const size = (value ?? 0n) < 0n ? -(value ?? 0n) : (value ?? 0n);
    return formatAmount(locale, formatMoney(size as Money), site.currency);
  };
  if (kind === 'noted') return null;
  const words = outcome === 'kept' ? t('steps.kept') : t(`steps.${kind}`, { sum: text(gross) });
  const moved = ((credit ?? 0n) + (bonus ?? 0n)) as Money;
  const sign = moved < 0n ? '−' : '+';
  return (
    <Line at={happenedAt} zone={zone} words={words}>
      {moved === 0n ? null : (
        <bdi dir="ltr" className={moved > 0n ? 'text-completed' : ''}>
          {sign}
          {text(moved)}
        </bdi>
      )}
    </Line>
  );
}

type LineProps = { at: Date; zone: string; words: string; children?: React.ReactNode };

function Line({ at, zone, words, children }: LineProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-5 py-3">
      <span className="w-40 shrink-0 text-soft">
        <Moment at={at} zone={zone} />
      </span>
      <span className="min-w-0 grow basis-48">{words}</span>
      {children ? <span className="ms-auto font-medium">{children}</span> : null}
    </li>
  );
}
