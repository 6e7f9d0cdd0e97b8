import type { Heading } from 'notpanel/content/index.ts';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';

type Props = { headings: readonly Heading[]; lang?: string | undefined };

/** What a long text holds: beside it where there is room, folded above it where there is not. */
export function Contents({ headings, lang }: Props) {
  const t = useText('content');
  const parts = headings.filter(({ level }) => level === 2);
  if (parts.length < 3) return null;
  return (
    <>
      <details className="group rounded-lg border border-line bg-card lg:hidden print:hidden">
        <summary className="flex cursor-pointer list-none items-center justify-between px-4 py-3 text-sm font-medium [&::-webkit-details-marker]:hidden">
          {t('contents')}
          <Icon name="chevron" className="size-4 group-open:rotate-180" />
        </summary>
        <nav aria-label={t('contents')} className="border-t border-line px-4 py-3">
          <Links parts={parts} lang={lang} />
        </nav>
      </details>
      <nav aria-label={t('contents')} className="hidden lg:block print:hidden">
        <p className="font-mono text-xs tracking-wide text-soft uppercase">{t('contents')}</p>
        <div className="mt-4 border-s border-line">
          <Links parts={parts} lang={lang} />
        </div>
      </nav>
    </>
  );
}

function Links({ parts, lang }: { parts: readonly Heading[]; lang?: string | undefined }) {
  return (
    <ol className="grid gap-0.5 text-sm" {...(lang ? { lang, dir: 'auto' } : {})}>
      {parts.map(({ id, text }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            className="-ms-px block border-s border-transparent py-1 ps-4 text-soft hover:border-accent hover:text-ink"
          >
            {text}
          </a>
        </li>
      ))}
    </ol>
  );
}
