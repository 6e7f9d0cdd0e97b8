import type { ReactNode } from 'react';
import type { Endpoint } from 'notpanel/webhooks/index.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { EndpointState } from './endpoint-state.tsx';

/** How a webhook is, and what it takes where it is not well. */
export function EndpointFacts({ endpoint, zone }: { endpoint: Endpoint; zone: string }) {
  const t = useText('hooks');
  const { state, failingSince, pausedUntil, disabledReason, oldSecretUntil, events } = endpoint;
  return (
    <div className="grid gap-4">
      {state === 'disabled' ? (
        <Notice kind="wrong">
          <p>
            {t('disabledLead')} <bdi>{disabledReason}</bdi>
          </p>
          <form method="post" className="mt-3">
            <input type="hidden" name="intent" value="enable" />
            <Button type="submit" size="small">
              {t('enable')}
            </Button>
          </form>
        </Notice>
      ) : null}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border border-line bg-card p-5 text-sm lg:grid-cols-4">
        <Fact label={t('stateOf')}>
          <EndpointState state={state} />
        </Fact>
        <Fact label={t('made')}>
          <Moment at={endpoint.createdAt} zone={zone} />
        </Fact>
        {failingSince ? (
          <Fact label={t('failingSince')}>
            <Moment at={failingSince} zone={zone} />
          </Fact>
        ) : null}
        {pausedUntil ? (
          <Fact label={t('pausedUntil')}>
            <Moment at={pausedUntil} zone={zone} />
          </Fact>
        ) : null}
        {oldSecretUntil ? (
          <Fact label={t('oldSecretUntil')}>
            <Moment at={oldSecretUntil} zone={zone} />
          </Fact>
        ) : null}
        <div className="col-span-full min-w-0">
          <dt className="text-xs text-soft">{t('events')}</dt>
          <dd className="mt-1 flex flex-wrap gap-1.5">
            {events.map((event) => (
              <code
                key={event}
                dir="ltr"
                className="rounded border border-line px-1.5 py-0.5 font-mono text-xs"
              >
                {event}
              </code>
            ))}
          </dd>
        </div>
      </dl>
    </div>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-soft">{label}</dt>
    <dd className="mt-0.5">{children}</dd>
  </div>
);
