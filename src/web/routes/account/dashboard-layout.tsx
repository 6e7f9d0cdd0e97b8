import { Outlet } from 'react-router';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs } from '../../page.ts';
import { useFrame } from '../../frame.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { SiteFooter } from '../../ui/site-footer.tsx';
import { SiteHeader } from '../../ui/site-header.tsx';

/** Only for whoever is signed in. */
export function loader({ context }: LoaderArgs) {
  signedIn(pageOf(context));
  return null;
}

const PAGES = [
  ['overview', '/dashboard'],
  ['keys', '/dashboard/api'],
  ['settings', '/dashboard/settings'],
] as const;

export default function DashboardLayout() {
  const { visitor, path } = useFrame();
  const t = useText('settings');
  const [here] = path.split('?');
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader />
      <div className="border-b border-line bg-card">
        <div className="page flex flex-wrap items-center gap-x-4 gap-y-2">
          <nav aria-label={t('nav.label')} className="-mb-px grow">
            <ul className="flex gap-4 sm:gap-5">
              {PAGES.map(([name, href]) => (
                <li key={name}>
                  <A
                    href={href}
                    aria-current={here === href ? 'page' : undefined}
                    className="block border-b-2 border-transparent py-3.5 text-sm text-soft hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
                  >
                    {t(`nav.${name}`)}
                  </A>
                </li>
              ))}
            </ul>
          </nav>
          <p className="hidden max-w-64 truncate text-sm text-soft sm:block">{visitor?.email}</p>
          <form method="post" action={useHref('/sign-out')}>
            <Button type="submit" kind="plain" size="small">
              {t('nav.signOut')}
            </Button>
          </form>
        </div>
      </div>
      <main id="main" className="page grow py-8 sm:py-12">
        <Outlet />
      </main>
      <SiteFooter />
    </div>
  );
}
