import { Outlet } from 'react-router';
import { readBalance } from 'notpanel/ledger/index.ts';
import { countUnread } from 'notpanel/notifications/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DemoBanner } from '../../ui/demo-banner.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Languages } from '../../ui/languages.tsx';
import { HeadBar } from './layout/head-bar.tsx';
import { isAt, TABS } from './layout/places.ts';
import { Side } from './layout/side.tsx';

/** Only for whoever is signed in. */
export async function loader({ context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const [balance, unread] = await Promise.all([
    readBalance(page.app, accountId),
    countUnread(page.app.db, accountId),
  ]);
  return { balance, unread };
}

export default function DashboardLayout({ loaderData }: PageProps<typeof loader>) {
  const { site } = useFrame();
  const { balance, unread } = loaderData;
  return (
    <>
      <A href="#main" className="skip rounded-md bg-ink px-3 py-2 text-paper">
        {useText('common')('skip')}
      </A>
      <div className="flex min-h-dvh">
        <Side balance={balance} />
        <div className="flex min-w-0 grow flex-col">
          {site.demo ? (
            <div className="[--page:100%]">
              <DemoBanner />
            </div>
          ) : null}
          <HeadBar unread={unread} />
          <main id="main" className="w-full max-w-6xl grow px-4 py-6 lg:px-8 lg:py-8">
            <Outlet />
          </main>
          <Foot />
        </div>
      </div>
      <PhoneTabs />
      <script src="/dashboard.js" defer />
    </>
  );
}

const LINKS = [
  ['developers', '/developers'],
  ['faq', '/faq'],
  ['status', '/status'],
  ['contact', '/contact'],
  ['terms', '/terms'],
  ['privacy', '/privacy'],
] as const;

function Foot() {
  const t = useText('nav');
  return (
    <footer className="border-t border-line px-4 py-6 text-sm max-lg:mb-16 lg:px-8 print:hidden">
      <div className="flex max-w-6xl flex-wrap items-end justify-between gap-x-8 gap-y-5">
        <nav aria-label={t('help')}>
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {LINKS.map(([name, href]) => (
              <li key={name}>
                <A href={href} className="text-soft hover:text-ink">
                  {t(name)}
                </A>
              </li>
            ))}
          </ul>
        </nav>
        <CurrencyPicker />
        <Languages />
      </div>
    </footer>
  );
}

/** At the foot of a phone's screen. */
function PhoneTabs() {
  const { path } = useFrame();
  const t = useText('dash');
  return (
    <nav
      aria-label={t('nav.tabs')}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      <ul className="grid grid-cols-4">
        {TABS.map(({ name, href, icon }) => (
          <li key={name}>
            <A
              href={href}
              aria-current={isAt(path, href) ? 'page' : undefined}
              className="grid h-14 place-items-center content-center gap-0.5 text-xs text-soft aria-[current]:text-accent-text"
            >
              <Icon name={icon} />
              {t(`nav.${name}`)}
            </A>
          </li>
        ))}
      </ul>
    </nav>
  );
}
