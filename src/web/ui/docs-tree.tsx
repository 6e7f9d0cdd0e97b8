import type { PageGroup } from 'notpanel/developers/index.ts';
import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Icon } from './icon.tsx';

type Props = { groups: readonly PageGroup[] };

/** The tree of the documentation: a column where there is room, else folded above the page. */
export function DocsTree({ groups }: Props) {
  const t = useText('docs');
  const [path = ''] = useFrame().path.split(/[?#]/);
  const here = groups.flatMap(({ pages }) => pages).find((page) => page.path === path)?.name;
  return (
    <>
      <aside className="hidden border-e border-line lg:block">
        <div className="sticky top-14 max-h-[calc(100dvh-3.5rem)] overflow-y-auto py-6 ps-8 pe-5">
          <SearchLink />
          <nav aria-label={t('tree')} className="mt-5">
            <Groups groups={groups} path={path} />
          </nav>
        </div>
      </aside>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2 md:px-8 lg:hidden">
        <details className="group grow">
          <summary className="flex h-9 cursor-pointer list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden">
            <Icon name="menu" className="size-4.5" />
            {here ? t(`pages.${here}`) : t('title')}
            <Icon
              name="chevron"
              className="size-4 text-soft transition-transform group-open:rotate-180"
            />
          </summary>
          <nav aria-label={t('tree')} className="pt-3 pb-5">
            <Groups groups={groups} path={path} />
          </nav>
        </details>
        <SearchLink small />
      </div>
    </>
  );
}

function Groups({ groups, path }: Props & { path: string }) {
  const t = useText('docs');
  return (
    <ul className="grid gap-4">
      {groups.map(({ name, pages }) => (
        <li key={name}>
          <p className="mb-1 font-mono text-[11px] tracking-wide text-soft uppercase">
            {t(`groups.${name}`)}
          </p>
          <ul className="grid gap-px">
            {pages.map((page) => (
              <li key={page.name}>
                <A
                  href={page.path}
                  aria-current={page.path === path ? 'page' : undefined}
                  className="-mx-2.5 block rounded-md px-2.5 py-1 text-sm text-soft hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
                >
                  {t(`pages.${page.name}`)}
                </A>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function SearchLink({ small = false }: { small?: boolean }) {
  const t = useText('docs');
  return (
    <A
      href="/developers/search"
      data-open="docs-search"
      className={`flex h-9 items-center gap-2 rounded-md border border-edge bg-card text-sm text-soft hover:text-ink ${small ? 'px-2.5' : '-mx-2.5 px-3'}`}
    >
      <Icon name="search" className="size-4" />
      <span className={small ? 'sr-only' : 'grow'}>{t('search.open')}</span>
      {small ? null : (
        <kbd
          data-keys
          className="invisible font-mono text-[11px] scripted:visible"
          aria-hidden="true"
          dir="ltr"
        >
          Ctrl K
        </kbd>
      )}
    </A>
  );
}
