import type { Hit } from 'notpanel/developers/index.ts';
import { useText } from '../text.ts';
import { A, useHref } from './a.tsx';
import { Icon } from './icon.tsx';

/** Opened by ⌘K where there is a script; the form leads to the page of the search without one. */
export function DocsSearchDialog() {
  const t = useText('docs');
  return (
    <dialog
      id="docs-search"
      aria-label={t('search.open')}
      className="mx-auto mt-[12vh] w-full max-w-xl rounded-lg border border-line bg-paper p-0 text-ink shadow-2xl backdrop:bg-[oklch(0_0_0/0.45)]"
    >
      <DocsSearchForm query="" live />
      <div data-hits className="max-h-[60vh] overflow-y-auto px-2" />
      <form method="dialog" className="flex justify-end border-t border-line p-2">
        <button className="h-8 cursor-pointer rounded-md px-3 text-sm text-soft hover:bg-sunken hover:text-ink">
          {t('search.close')}
        </button>
      </form>
    </dialog>
  );
}

type FormProps = { query: string; live?: boolean };

export function DocsSearchForm({ query, live = false }: FormProps) {
  const t = useText('docs');
  return (
    <form
      role="search"
      action={useHref('/developers/search')}
      data-live={live ? '' : undefined}
      className={
        live
          ? 'border-b border-line'
          : 'rounded-lg border border-edge bg-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent'
      }
    >
      <label className="flex items-center gap-3 px-4">
        <Icon name="search" className="size-5 text-soft" />
        <span className="sr-only">{t('search.label')}</span>
        <input
          type="search"
          name="q"
          defaultValue={query}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          maxLength={200}
          dir="auto"
          className="h-13 min-w-0 grow bg-transparent text-base outline-none placeholder:text-soft"
        />
      </label>
    </form>
  );
}

/** Where something is written, the best place first. */
export function DocsHits({ hits }: { hits: readonly Hit[] }) {
  const t = useText('docs');
  return (
    <ul data-found className="grid">
      {hits.map((hit) => (
        <li key={hit.path} className="border-t border-line first:border-t-0">
          <A href={hit.path} className="group block rounded-md px-3 py-3.5 hover:bg-sunken">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">
                <bdi lang="en">{hit.heading}</bdi>
              </span>
              {hit.heading === hit.title ? null : (
                <span className="text-sm text-soft">{t(`pages.${hit.page}`)}</span>
              )}
            </span>
            <span lang="en" dir="ltr" className="mt-1 line-clamp-2 text-start text-sm text-soft">
              {hit.excerpt.map(([text, isMatch], at) =>
                isMatch ? (
                  <mark key={at} className="bg-transparent font-medium text-ink">
                    {text}
                  </mark>
                ) : (
                  text
                ),
              )}
            </span>
          </A>
        </li>
      ))}
    </ul>
  );
}
