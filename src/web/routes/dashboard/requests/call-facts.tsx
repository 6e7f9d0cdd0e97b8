import type { ReactNode } from 'react';
import type { CallDetail } from 'notpanel/requests/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { CallStatus } from '../../../ui/call-status.tsx';
import { Card } from '../../../ui/card.tsx';
import { Second } from '../../../ui/second.tsx';
import { Took } from '../../../ui/took.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { call: CallDetail; keyName: string | null; zone: string };

/** When, by whom, from where, how long, and the headers that matter. */
export function CallFacts({ call, keyName, zone }: Props) {
  const t = useText('requests');
  const keys = useText('keys');
  const { dialect } = call;
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm md:grid-cols-4">
        <Fact label={t('status')}>
          <CallStatus status={call.status} failed={call.error !== null} />
        </Fact>
        <Fact label={t('at')}>
          <Second at={call.at} zone={zone} />
        </Fact>
        <Fact label={t('took')}>
          <Took us={call.tookUs} />
        </Fact>
        <Fact label={t('key')}>
          <A href={`/dashboard/api/requests?key=${call.keyId}`} className="hover:underline">
            <bdi>{keyName ?? t('noKey')}</bdi>
          </A>
        </Fact>
        <Fact label={t('dialect')}>
          {keys(`dialects.${dialect === 'classic' ? 'classic' : 'notpanel'}`)}
        </Fact>
        <Fact label={t('ip')}>
          <Mono>{call.ip}</Mono>
        </Fact>
        <Fact label={t('order')}>
          {call.orderId === null ? (
            '–'
          ) : (
            <A href={`/dashboard/orders/${call.orderId}`} className="underline">
              <Mono>{orderName(call.orderId)}</Mono>
            </A>
          )}
        </Fact>
        <Fact label={t('client')}>
          {call.method === 'PAGE' ? t('fromPage') : <Mono>{call.userAgent ?? '–'}</Mono>}
        </Fact>
        {call.error === null ? null : (
          <div className="col-span-full">
            <dt className="text-xs text-soft">{t('error')}</dt>
            <dd className="mt-0.5 text-canceled">
              <bdi>{call.error}</bdi>
            </dd>
          </div>
        )}
      </dl>
      {call.headers.length > 0 ? (
        <div className="mt-5 border-t border-line pt-4">
          <h2 className="text-xs text-soft">{t('headers')}</h2>
          <dl className="mt-2 grid gap-1 font-mono text-xs" dir="ltr">
            {call.headers.map(([name, value]) => (
              <div key={name} className="flex flex-wrap gap-x-2">
                <dt className="text-soft">{name}:</dt>
                <dd className="break-all">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
    </Card>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-soft">{label}</dt>
    <dd className="mt-0.5">{children}</dd>
  </div>
);

const Mono = ({ children }: { children: string }) => (
  <code dir="ltr" className="font-mono text-xs break-all">
    {children}
  </code>
);
