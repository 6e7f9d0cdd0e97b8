import type { SampleView } from 'notpanel/developers/index.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { CopyButton } from './code.tsx';

type Props = { sample: SampleView; language: string };

/** A call in the reader's language, and what comes back: status, headers, body. */
export function DocsSample({ sample, language: chosen }: Props) {
  const [first] = sample.codes;
  const language = sample.codes.some(({ tab }) => tab === chosen) ? chosen : (first?.tab ?? '');
  const id = `sample-${sample.id}`;
  return (
    <figure id={id} className="overflow-hidden rounded-lg border border-line bg-card">
      <figcaption className="border-b border-line px-4 pt-3 text-sm font-medium">
        <span className="flex items-baseline justify-between gap-3">
          {sample.title}
          <code className="font-mono text-xs font-normal text-soft">{sample.action}</code>
        </span>
        <LanguageTabs id={id} codes={sample.codes} language={language} />
      </figcaption>
      <CodePanels id={id} codes={sample.codes} language={language} />
      <SampleAnswer sample={sample} />
    </figure>
  );
}

type CodesProps = { id: string; codes: SampleView['codes']; language: string };

/** The same in every language; only the reader's is seen. */
export function CodePanels({ id, codes, language }: CodesProps) {
  return codes.map(({ tab, html }) => (
    <div key={tab} data-tab={tab} hidden={tab !== language} dir="ltr" className="relative">
      <pre tabIndex={0} className={PRE}>
        <code id={`${id}-${tab}`} dangerouslySetInnerHTML={{ __html: html }} />
      </pre>
      <span className="absolute end-1.5 top-1.5 bg-card">
        <Copy of={`${id}-${tab}`} />
      </span>
    </div>
  ));
}

const PRE = 'docs-code overflow-x-auto p-4 text-start font-mono text-[12.5px]/6';

function Copy({ of }: { of: string }) {
  return <CopyButton of={of} label={useText('common')('copy')} />;
}

/** Without a script a tab is a form that keeps the choice and comes back. */
export function LanguageTabs({ id, codes, language }: CodesProps) {
  const { locale, path } = useFrame();
  const t = useText('docs');
  const back = withLocale(locale, path.replace(/[?#].*/, ''));
  return (
    <form
      method="post"
      action="/preferences"
      data-tabs
      className="-mx-1 mt-1 flex gap-1 overflow-x-auto overflow-y-hidden"
    >
      <input type="hidden" name="back" value={`${back}#${id}`} />
      <span className="sr-only">{t('language')}</span>
      {codes.map(({ tab, label }) => (
        <button
          key={tab}
          name="code"
          value={tab}
          aria-pressed={tab === language}
          className="-mb-px h-9 cursor-pointer border-b-2 border-transparent px-1.5 text-[13px] font-normal text-soft hover:text-ink aria-pressed:border-accent aria-pressed:text-ink"
        >
          {label}
        </button>
      ))}
    </form>
  );
}

function SampleAnswer({ sample }: { sample: SampleView }) {
  const t = useText('docs');
  const id = `sample-${sample.id}-answer`;
  return (
    <div className="border-t border-line">
      <details className="group">
        <summary className="flex h-10 cursor-pointer list-none items-center justify-between gap-3 px-4 text-xs text-soft [&::-webkit-details-marker]:hidden">
          <span>{t('answer')}</span>
          <span className="flex items-center gap-3">
            <span className="group-open:hidden">{t('headers')}</span>
            <AnswerStatus status={sample.status} reason={sample.reason} />
          </span>
        </summary>
        <dl className="docs-headers border-t border-line px-4 py-3 font-mono text-xs/6">
          {sample.headers.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-2">
              <dt className="text-soft">{`${name}:`}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <div className="relative border-t border-line">
        <pre tabIndex={0} className={`${PRE} max-h-96`}>
          <code id={id} dangerouslySetInnerHTML={{ __html: sample.answer.html }} />
        </pre>
        <span className="absolute end-1.5 top-1.5 bg-card">
          <Copy of={id} />
        </span>
      </div>
    </div>
  );
}

export function AnswerStatus({ status, reason }: { status: number; reason: string }) {
  const look = status < 400 ? 'bg-completed-back text-completed' : 'bg-canceled-back text-canceled';
  return (
    <span
      dir="ltr"
      className={`inline-block rounded-full px-2 py-0.5 font-mono text-[11px] font-medium ${look}`}
    >
      {`${status} ${reason}`}
    </span>
  );
}
