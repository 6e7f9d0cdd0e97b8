import type { ReactNode } from 'react';
import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { Icon } from '../ui/icon.tsx';
import { SectionHead } from './section-head.tsx';

const POINTS = ['replay', 'exact', 'webhooks', 'v2'] as const;

type Props = {
  service: { id: number; min: number } | null;
  /** It stands right under the head of the page. */
  first: boolean;
};

/** One order sent twice, as the API answers it. */
export function ApiSample({ service, first }: Props) {
  const { site } = useFrame();
  const t = useText('home');
  return (
    <section className={`border-b border-line bg-card ${first ? '' : 'mt-20 border-t'}`}>
      <div className="page grid gap-x-16 gap-y-10 py-16 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="grid content-start gap-7">
          <SectionHead title={t('api.title')} text={t('api.text')} />
          <ul className="grid gap-3">
            {POINTS.map((point) => (
              <li key={point} className="flex gap-3">
                <Icon name="check" className="mt-0.5 size-5 text-accent-text" />
                {t(`api.${point}`)}
              </li>
            ))}
          </ul>
          <p className="flex flex-wrap gap-3">
            <Button as={A} href="/developers/getting-started">
              {t('api.start')}
            </Button>
            <Button as={A} href="/developers" kind="plain">
              {t('api.docs')}
            </Button>
          </p>
        </div>
        <div className="grid content-start gap-3">
          <Code title={t('api.request')} note={<Method>POST</Method>}>
            {requestText(site.url, service?.id ?? 1, service?.min ?? 1_000)}
          </Code>
          <div className="grid gap-3 sm:grid-cols-2">
            <Answer title={t('api.first')} />
            <Answer title={t('api.again')} header="Idempotent-Replayed: true" />
          </div>
        </div>
      </div>
    </section>
  );
}

const ORDER = 'ord_23501';

function Answer({ title, header }: { title: string; header?: string }) {
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-paper">
      <figcaption className="flex h-10 items-center justify-between border-b border-line px-4 font-mono text-xs text-soft">
        {title}
        <Method>200</Method>
      </figcaption>
      <pre dir="ltr" className="px-4 py-3.5 text-start font-mono text-[13px]/6">
        <code>
          {'{ '}
          <span className="text-soft">&quot;order&quot;</span>:{' '}
          <span className="text-completed">&quot;{ORDER}&quot;</span>
          {' }'}
          {'\n'}
          {header === undefined ? ' ' : <span className="text-accent-text">{header}</span>}
        </code>
      </pre>
    </figure>
  );
}

const Method = ({ children }: { children: ReactNode }) => (
  <span className="rounded-full bg-completed-back px-2 py-0.5 font-sans text-xs font-medium text-completed">
    {children}
  </span>
);

const requestText = (url: string, service: number, quantity: number): ReactNode => (
  <>
    curl {url}/api/v2 \{'\n'}
    {'  '}-d key=<span className="text-soft">$NOTPANEL_KEY</span> \{'\n'}
    {'  '}-d action=add \{'\n'}
    {'  '}-d request_id=<b className="font-medium text-accent-text">campaign-481</b> \{'\n'}
    {'  '}-d service={service} \{'\n'}
    {'  '}-d link=https://example.com/post \{'\n'}
    {'  '}-d quantity={quantity}
  </>
);
