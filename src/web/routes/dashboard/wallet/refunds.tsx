import type { Refund } from 'notpanel/payments/index.ts';
import { useText } from '../../../text.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { Status, type State } from '../../../ui/status.tsx';

const LOOKS: Readonly<Record<Refund['state'], State>> = {
  requested: 'pending',
  approved: 'running',
  sent: 'running',
  done: 'completed',
  failed: 'canceled',
  refused: 'canceled',
};

/** With the names that customers know of it and of its payment. */
type Named = Refund & { name: string; payment: string };

/** What was asked for, and what has become of it. */
export function Refunds({ refunds, zone }: { refunds: readonly Named[]; zone: string }) {
  const t = useText('wallet');
  if (refunds.length === 0) return null;
  return (
    <section aria-labelledby="refunds">
      <h2 id="refunds" className="mb-3 text-sm font-medium">
        {t('refund.list')}
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-card text-sm tabular-nums">
        {refunds.map((one) => (
          <li key={one.id} className="grid gap-1.5 px-4 py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span className="flex flex-wrap items-baseline gap-2">
                <code dir="ltr" className="font-mono text-xs">
                  {one.name}
                </code>
                <Status state={LOOKS[one.state]}>{t(`refund.states.${one.state}`)}</Status>
              </span>
              <span className="font-medium">
                <Price amount={one.amount} />
              </span>
            </div>
            <p className="text-soft">
              <code dir="ltr" className="font-mono text-xs">
                {one.payment}
              </code>
              {' · '}
              <Moment at={one.requestedAt} zone={zone} />
              {one.state === 'requested' ? (
                <>
                  {' · '}
                  {t.rich('refund.due', { at: () => <Moment at={one.dueAt} zone={zone} /> })}
                </>
              ) : null}
              {one.endedAt ? (
                <>
                  {' · '}
                  {t.rich('refund.ended', {
                    at: () => <Moment at={one.endedAt ?? one.dueAt} zone={zone} />,
                  })}
                </>
              ) : null}
            </p>
            <p className="break-words text-soft">
              <bdi>{one.reason}</bdi>
            </p>
            {one.answer === null ? null : (
              <p className="break-words">
                {t('refund.answer')} <bdi>{one.answer}</bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
