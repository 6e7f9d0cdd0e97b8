import type { ShownEntry } from 'notpanel/content/index.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Icon } from '../ui/icon.tsx';
import { Prose } from '../ui/prose.tsx';
import { SectionHead } from './section-head.tsx';

/** The first question of each topic. */
export function Asked({ entries }: { entries: readonly ShownEntry[] }) {
  const t = useText('home');
  if (entries.length === 0) return null;
  return (
    <section className="page grid gap-x-16 gap-y-6 pt-20 lg:grid-cols-[minmax(0,4fr)_minmax(0,8fr)]">
      <div className="grid content-start gap-4">
        <SectionHead title={t('faq.title')} />
        <A href="/faq" className="w-fit text-sm text-accent-text underline underline-offset-4">
          {t('faq.all')}
        </A>
      </div>
      <div className="border-b border-line">
        {entries.map(({ key, language, question, html }) => (
          <details key={key} className="group border-t border-line" lang={language}>
            <summary className="flex cursor-pointer list-none items-center justify-between gap-6 py-4.5 font-medium hover:text-accent-text [&::-webkit-details-marker]:hidden">
              {question}
              <Icon name="plus" className="size-4.5 text-soft group-open:rotate-45" />
            </summary>
            <Prose html={html} className="max-w-2xl pb-5 text-soft" />
          </details>
        ))}
      </div>
    </section>
  );
}
