import type { ReactNode } from 'react';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { orderName } from '../../../order-name.ts';

type Props = {
  id: number;
  service: string;
  platform: string;
  /** What it goes to: a link or a name. */
  link: string;
  status: ReactNode;
  facts: readonly (readonly [label: string, value: ReactNode])[];
  acts?: ReactNode;
};

/** A standing order or a request as a row of a list: what it is, its figures, what may be done. */
export function StandingRow({ id, service, platform, link, status, facts, acts }: Props) {
  const t = useText('orders');
  return (
    <li className="grid gap-3 py-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex items-start gap-2 font-medium">
            <PlatformIcon platform={platform} className="mt-1 size-4" />
            <A href={`/dashboard/orders/${id}`} dir="auto" className="hover:underline">
              {service}
            </A>
          </p>
          <p className="mt-0.5 ps-6 text-xs text-soft">
            <A href={`/dashboard/orders/${id}`} className="font-mono">
              {t('one', { id: orderName(id) })}
            </A>
            {' · '}
            <bdi dir="ltr" className="font-mono break-all">
              {link}
            </bdi>
          </p>
        </div>
        {status}
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 ps-6 text-sm sm:grid-cols-3 lg:grid-cols-5">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-xs text-soft">{label}</dt>
            <dd className="mt-0.5">{value}</dd>
          </div>
        ))}
      </dl>
      {acts === undefined ? null : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 ps-6">{acts}</div>
      )}
    </li>
  );
}
