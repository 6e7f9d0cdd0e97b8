import type { LoggedCall } from 'notpanel/requests/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { CallStatus } from '../../../ui/call-status.tsx';
import { Second } from '../../../ui/second.tsx';
import { Took } from '../../../ui/took.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { call: LoggedCall; keyName: string | null; zone: string };

/** A call in one line, in two on a phone; all of it leads to its page. */
export function CallRow({ call, keyName, zone }: Props) {
  const t = useText('requests');
  const { requestId, at, tookUs, action, status, error, orderId, isRepeat } = call;
  return (
    <li className="relative grid grid-cols-[auto_1fr_auto] items-baseline gap-x-3 gap-y-1 px-5 py-2.5 text-sm hover:bg-sunken lg:grid-cols-[3.5rem_8rem_1fr_9rem_5rem_13rem]">
      <CallStatus status={status} failed={error !== null} />
      <A
        href={`/dashboard/api/requests/${requestId}`}
        className="font-mono text-[13px] font-medium after:absolute after:inset-0"
      >
        <bdi>{action ?? t('noAction')}</bdi>
      </A>
      <span className="text-end text-xs whitespace-nowrap text-soft tabular-nums lg:order-last lg:text-sm">
        <Second at={at} zone={zone} />
      </span>
      <span className="col-span-3 min-w-0 truncate text-soft lg:col-span-1">
        {error === null ? null : <bdi>{error}</bdi>}
        {isRepeat ? <span className="text-ink">{t('repeat')}</span> : null}
        {orderId === null ? null : (
          <bdi className="ms-2 font-mono text-xs">{orderName(orderId)}</bdi>
        )}
      </span>
      <span className="hidden min-w-0 truncate text-soft lg:block">
        <bdi>{keyName ?? t('noKey')}</bdi>
      </span>
      <span className="hidden text-end text-soft lg:block">
        <Took us={tookUs} />
      </span>
    </li>
  );
}
