import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from './a.tsx';
import { CurrencyPicker } from './currency-picker.tsx';
import { Languages } from './languages.tsx';
import { Mark } from './mark.tsx';

const COLUMNS = [
  [
    'product',
    [
      ['services', '/services'],
      ['pricing', '/pricing'],
      ['why', '/why'],
      ['about', '/about'],
      ['giveaway', '/giveaway'],
    ],
  ],
  [
    'help',
    [
      ['developers', '/developers'],
      ['faq', '/faq'],
      ['blog', '/blog'],
      ['changes', '/changes'],
      ['status', '/status'],
      ['contact', '/contact'],
    ],
  ],
  [
    'legal',
    [
      ['terms', '/terms'],
      ['privacy', '/privacy'],
      ['refunds', '/refunds'],
      ['acceptableUse', '/acceptable-use'],
    ],
  ],
] as const;

/** The foot of the public pages: everything there is, and the languages. */
export function SiteFooter() {
  const { site } = useFrame();
  const t = useText('nav');
  return (
    <footer className="print:hidden mt-24 border-t border-line text-sm">
      <div className="page grid grid-cols-2 gap-10 py-12 sm:grid-cols-3 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <div className="col-span-2 grid content-start gap-3 sm:col-span-3 lg:col-span-1">
          <p className="flex items-center gap-2.5 font-semibold">
            <Mark />
            {site.name}
          </p>
          <p className="max-w-72 text-soft">{t('footer')}</p>
          <Languages />
          <CurrencyPicker />
        </div>
        {COLUMNS.map(([title, links]) => (
          <nav key={title} aria-label={t(title)}>
            <h2 className="font-mono text-xs tracking-wide text-soft uppercase">{t(title)}</h2>
            <ul className="mt-4 grid gap-2.5">
              {links.map(([name, href]) => (
                <li key={name}>
                  <A href={href} className="text-soft hover:text-ink">
                    {name === 'why' ? t(name, { name: site.name }) : t(name)}
                  </A>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
      <p className="page pb-10 font-mono text-xs text-soft">
        {t('release', { release: site.release })}
      </p>
    </footer>
  );
}
