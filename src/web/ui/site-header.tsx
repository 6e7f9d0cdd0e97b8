import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Button } from './button.tsx';
import { DemoBanner } from './demo-banner.tsx';
import { Icon } from './icon.tsx';
import { Mark } from './mark.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

const PAGES = [
  ['services', '/services'],
  ['pricing', '/pricing'],
  ['developers', '/developers'],
  ['blog', '/blog'],
  ['faq', '/faq'],
] as const;

/** The head of the public pages: where one is, and the ways in. */
export function SiteHeader() {
  const { site } = useFrame();
  const t = useText('nav');
  return (
    <>
      <A href="#main" className="skip rounded-md bg-ink px-3 py-2 text-paper">
        {useText('common')('skip')}
      </A>
      {site.demo ? <DemoBanner /> : null}
      <header className="print:hidden sticky top-0 z-20 border-b border-line bg-paper">
        <div className="page flex h-14 items-center gap-2">
          <A href="/" className="me-4 flex items-center gap-2.5 font-semibold tracking-tight">
            <Mark />
            {site.name}
          </A>
          <nav aria-label={t('main')} className="hidden grow md:block">
            <ul className="flex gap-1">
              {PAGES.map(([name, href]) => (
                <li key={name}>
                  <NavLink href={href}>{t(name)}</NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <div className="ms-auto flex items-center gap-1">
            <ThemeSwitch />
            <WaysIn />
            <PhoneMenu />
          </div>
        </div>
      </header>
    </>
  );
}

function WaysIn() {
  const { visitor } = useFrame();
  const t = useText('nav');
  if (visitor) {
    return (
      <Button as={A} href="/dashboard" size="small">
        {t('dashboard')}
      </Button>
    );
  }
  return (
    <>
      <Button as={A} href="/sign-in" kind="quiet" size="small" className="max-sm:hidden">
        {t('signIn')}
      </Button>
      <Button as={A} href="/sign-up" size="small">
        {t('signUp')}
      </Button>
    </>
  );
}

function PhoneMenu() {
  const t = useText('nav');
  const { visitor } = useFrame();
  return (
    <details className="group md:hidden">
      <summary
        aria-label={t('menu')}
        className="ms-1 grid size-9 cursor-pointer list-none place-items-center rounded-md border border-edge [&::-webkit-details-marker]:hidden"
      >
        <Icon name="menu" className="size-5 group-open:hidden" />
        <Icon name="close" className="hidden size-5 group-open:block" />
      </summary>
      <nav
        aria-label={t('menu')}
        className="absolute inset-x-0 top-full border-b border-line bg-paper shadow-lg"
      >
        <ul className="page grid py-3">
          {PAGES.map(([name, href]) => (
            <li key={name}>
              <A href={href} className="block border-b border-line py-3 text-lg">
                {t(name)}
              </A>
            </li>
          ))}
          {visitor ? null : (
            <li>
              <A href="/sign-in" className="block py-3 text-lg">
                {t('signIn')}
              </A>
            </li>
          )}
        </ul>
      </nav>
    </details>
  );
}

function NavLink({ href, children }: { href: string; children: string }) {
  const { path } = useFrame();
  const here = path === href || path.startsWith(`${href}/`) || path.startsWith(`${href}?`);
  return (
    <A
      href={href}
      aria-current={here ? 'page' : undefined}
      className="rounded-md px-3 py-2 text-sm text-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
    >
      {children}
    </A>
  );
}
