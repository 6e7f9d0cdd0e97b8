import type { SampleView } from 'notpanel/developers/index.ts';
import type { ReactNode } from 'react';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Button } from '../ui/button.tsx';
import { CodePanels, LanguageTabs } from '../ui/docs-sample.tsx';
import { Icon } from '../ui/icon.tsx';
import { SectionHead } from './section-head.tsx';

const POINTS = ['replay', 'exact', 'webhooks', 'v2'] as const;

type Props = {
  /** The call in every language, and the visitor's. */
  order: { codes: SampleView['codes']; language: string };
  /** It stands right under the head of the page. */
  first: boolean;
};

const ID = 'add-call';

/** One order sent twice, as the API answers it. */
export function ApiSample({ order, first }: Props) {
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
          <figure id={ID} className="overflow-hidden rounded-lg border border-line bg-card">
            <figcaption className="border-b border-line px-4 pt-3">
              <span className="flex items-center justify-between gap-3 font-mono text-xs text-soft">
                {t('api.request')}
                <Method>POST</Method>
              </span>
              <LanguageTabs id={ID} {...order} />
            </figcaption>
            <CodePanels id={ID} {...order} />
          </figure>
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
