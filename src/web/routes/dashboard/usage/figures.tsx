import type { ReactNode } from 'react';
import type { Usage, UsageFigures } from 'notpanel/requests/index.ts';
import { formatDay } from '../../../dates.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Took } from '../../../ui/took.tsx';

/** All of it in four figures. */
export function Figures({ total }: { total: UsageFigures }) {
  const t = useText('requests');
  const { locale } = useFrame();
  const failedBp = Math.round((total.failed / total.calls) * 10_000);
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      <Figure label={t('usage.calls')}>{formatCount(locale, total.calls)}</Figure>
      <Figure label={t('usage.failed')} note={formatShare(locale, failedBp)}>
        {formatCount(locale, total.failed)}
      </Figure>
      <Figure label={t('usage.limited')}>{formatCount(locale, total.limited)}</Figure>
      <Figure label={t('usage.p95')}>
        <Took us={total.p95Us} />
      </Figure>
    </dl>
  );
}

type FigureProps = { label: string; note?: string; children: ReactNode };

const Figure = ({ label, note, children }: FigureProps) => (
  <div className="bg-card px-5 py-4">
    <dt className="text-xs text-soft">{label}</dt>
    <dd className="mt-1 text-xl font-semibold tracking-tight tabular-nums">
      <bdi>{children}</bdi>
      {note === undefined ? null : (
        <bdi className="ms-2 inline-block text-sm font-normal text-soft">{note}</bdi>
      )}
    </dd>
  </div>
);

const NUMBER = 'px-3 py-2 text-end tabular-nums';
const WIDE = `${NUMBER} hidden sm:table-cell`;
const ROW = 'border-t border-line';

/** Each action with what it did, linked to its calls. */
export function ActionTable({ actions }: Pick<Usage, 'actions'>) {
  const t = useText('requests');
  return (
    <Card title={t('usage.byAction')} bare>
      <table className="w-full text-sm">
        <Heads first={t('action')} />
        <tbody>
          {actions.map((one) => (
            <tr key={one.action} className={ROW}>
              <th scope="row" className="px-5 py-2 text-start font-normal">
                {one.action === '' ? (
                  t('noAction')
                ) : (
                  <A
                    href={`/dashboard/api/requests?action=${one.action}`}
                    className="font-mono text-[13px] hover:underline"
                  >
                    <bdi>{one.action}</bdi>
                  </A>
                )}
              </th>
              <Cells one={one} />
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

type StepProps = { steps: Usage['steps']; zone: string; byDay: boolean };

/** What the charts show, in figures. */
export function StepTable({ steps, zone, byDay }: StepProps) {
  const t = useText('requests');
  const { locale } = useFrame();
  return (
    <details className="rounded-lg border border-line bg-card">
      <summary className="cursor-pointer px-5 py-3 text-sm font-medium">{t('usage.table')}</summary>
      <table className="w-full text-sm">
        <Heads first={t('at')} />
        <tbody>
          {steps
            .filter(({ calls }) => calls > 0)
            .toReversed()
            .map((step) => (
              <tr key={step.at.toISOString()} className={ROW}>
                <th scope="row" className="px-5 py-2 text-start font-normal">
                  {byDay ? (
                    <bdi>{formatDay(locale, step.at)}</bdi>
                  ) : (
                    <Moment at={step.at} zone={zone} />
                  )}
                </th>
                <Cells one={step} />
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}

function Heads({ first }: { first: string }) {
  const t = useText('requests');
  return (
    <thead className="font-mono text-xs text-soft">
      <tr>
        <th scope="col" className="px-5 py-2 text-start font-normal">
          {first}
        </th>
        <th scope="col" className={`${NUMBER} font-normal`}>
          {t('usage.calls')}
        </th>
        <th scope="col" className={`${NUMBER} font-normal`}>
          {t('usage.failed')}
        </th>
        <th scope="col" className={`${WIDE} font-normal`}>
          {t('usage.limited')}
        </th>
        {['p50', 'p95', 'p99'].map((name) => (
          <th key={name} scope="col" className={`${WIDE} font-normal`}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cells({ one }: { one: UsageFigures }) {
  const { locale } = useFrame();
  return (
    <>
      <td className={NUMBER}>{formatCount(locale, one.calls)}</td>
      <td className={NUMBER}>{formatCount(locale, one.failed)}</td>
      <td className={WIDE}>{formatCount(locale, one.limited)}</td>
      <td className={WIDE}>
        <Took us={one.p50Us} />
      </td>
      <td className={WIDE}>
        <Took us={one.p95Us} />
      </td>
      <td className={WIDE}>
        <Took us={one.p99Us} />
      </td>
    </>
  );
}
