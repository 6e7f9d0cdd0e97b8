import type { ReactNode } from 'react';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Mark } from '../../../ui/mark.tsx';
import { ThemeSwitch } from '../../../ui/theme-switch.tsx';
import { Places } from './side.tsx';

/** Above every page: a search of one's orders, what is new, and who one is. */
export function HeadBar({ unread }: { unread: number }) {
  const { site } = useFrame();
  const t = useText('dash');
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-paper print:hidden">
      <div className="flex h-14 items-center gap-1.5 px-4 lg:px-8">
        <A href="/dashboard" aria-label={site.name} className="me-2 lg:hidden">
          <Mark />
        </A>
        <Search />
        <div className="ms-auto flex items-center gap-0.5">
          <div className="max-sm:hidden">
            <ThemeSwitch />
          </div>
          <A
            href="/dashboard/notifications"
            aria-label={t('unread', { count: unread })}
            className="relative grid size-9 place-items-center rounded-md text-soft hover:bg-sunken hover:text-ink"
          >
            <Icon name="bell" className="size-4.5" />
            {unread > 0 ? (
              <span className="absolute end-0.5 top-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-accent-text px-1 text-[0.625rem] font-medium text-paper">
                {unread > 99 ? '99+' : unread}
              </span>
            ) : null}
          </A>
          <Person />
          <Menu />
        </div>
      </div>
    </header>
  );
}

function Search() {
  const t = useText('dash');
  return (
    <form action={useHref('/dashboard/orders')} role="search" className="w-full max-w-80">
      <label className="relative block">
        <span className="sr-only">{t('search')}</span>
        <Icon
          name="search"
          className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-soft"
        />
        <input
          type="search"
          name="q"
          maxLength={200}
          placeholder={t('search')}
          className="h-9 w-full rounded-md border border-edge bg-card ps-8 pe-3 text-sm placeholder:text-soft"
        />
      </label>
    </form>
  );
}

const SUMMARY =
  'grid size-9 cursor-pointer list-none place-items-center [&::-webkit-details-marker]:hidden';

function Person() {
  const { visitor } = useFrame();
  const t = useText('dash');
  const name = visitor?.name || visitor?.email || '';
  return (
    <details data-menu="" className="relative max-lg:hidden">
      <summary className={SUMMARY}>
        <span className="sr-only">{t('you')}</span>
        <span
          aria-hidden="true"
          className="grid size-8 place-items-center rounded-full bg-ink text-xs font-semibold text-paper uppercase"
        >
          {initialsOf(name)}
        </span>
      </summary>
      <div className="absolute end-0 top-full z-30 mt-1 grid w-64 gap-1 rounded-lg border border-line bg-card p-1.5 text-sm shadow-lg">
        <p className="truncate px-2.5 py-1.5 text-soft">
          <bdi>{visitor?.email}</bdi>
        </p>
        <PersonLink href="/dashboard/settings">{t('nav.settings')}</PersonLink>
        <SignOut />
      </div>
    </details>
  );
}

function PersonLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <A href={href} className="rounded-md px-2.5 py-1.5 hover:bg-sunken">
      {children}
    </A>
  );
}

function SignOut() {
  const t = useText('dash');
  return (
    <form method="post" action={useHref('/sign-out')}>
      <button
        type="submit"
        className="flex w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-start hover:bg-sunken max-lg:h-11"
      >
        <Icon name="signOut" className="size-4.5 text-soft" />
        {t('nav.signOut')}
      </button>
    </form>
  );
}

/** On a phone: every place, behind one button. */
function Menu() {
  const { visitor } = useFrame();
  const t = useText('dash');
  return (
    <details className="group lg:hidden">
      <summary aria-label={t('menu')} className={`${SUMMARY} rounded-md border border-edge`}>
        <Icon name="menu" className="size-5 group-open:hidden" />
        <Icon name="close" className="hidden size-5 group-open:block" />
      </summary>
      <div className="absolute inset-x-0 top-full max-h-[calc(100dvh-7rem)] overflow-y-auto border-b border-line bg-paper p-2.5 shadow-lg">
        <Places />
        <div className="mt-3 grid gap-1 border-t border-line pt-3">
          <p className="truncate px-2.5 text-sm text-soft">
            <bdi>{visitor?.email}</bdi>
          </p>
          <SignOut />
          <div className="sm:hidden">
            <ThemeSwitch />
          </div>
        </div>
      </div>
    </details>
  );
}

/** The first letters of the first two words; of an address its first letter. */
const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.match(/^./u)?.[0] ?? '')
    .join('');
