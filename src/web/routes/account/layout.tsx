import { Outlet } from 'react-router';
import { LOCALE_NAMES, LOCALES, withLocale } from 'notpanel/lib/locales.ts';
import { useFrame } from '../../frame.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { DemoBanner } from '../../ui/demo-banner.tsx';
import { Mark } from '../../ui/mark.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';

/** The frame of the pages that let people in: nothing but the form. */
export default function AccountLayout() {
  const { site } = useFrame();
  return (
    <div className="flex min-h-dvh flex-col">
      <A href="#main" className="skip rounded-md bg-ink px-3 py-2 text-paper">
        {useText('common')('skip')}
      </A>
      {site.demo ? <DemoBanner /> : null}
      <header className="page flex h-16 items-center justify-between">
        <A href="/" className="flex items-center gap-2.5 font-semibold tracking-tight">
          <Mark />
          {site.name}
        </A>
        <ThemeSwitch />
      </header>
      <main id="main" className="grid grow place-items-center px-4 py-8 sm:py-12">
        <div className="w-full max-w-100">
          <Outlet />
        </div>
      </main>
      <Languages />
    </div>
  );
}

function Languages() {
  const { locale, path } = useFrame();
  const t = useText('nav');
  return (
    <nav aria-label={t('language')} className="page flex justify-center gap-5 py-6 text-sm">
      {LOCALES.map((one) => (
        <a
          key={one}
          href={withLocale(one, path)}
          lang={one}
          hrefLang={one}
          aria-current={one === locale ? 'true' : undefined}
          className="rounded-sm py-1 text-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
        >
          {LOCALE_NAMES[one]}
        </a>
      ))}
    </nav>
  );
}
