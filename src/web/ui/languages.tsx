import { LOCALE_NAMES, LOCALES, withLocale } from 'notpanel/lib/locales.ts';
import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';

/** The page in every language there is. */
export function Languages() {
  const { path, locale } = useFrame();
  return (
    <nav aria-label={useText('nav')('language')}>
      <ul className="flex gap-4">
        {LOCALES.map((one) => (
          <li key={one}>
            <a
              href={withLocale(one, path)}
              lang={one}
              hrefLang={one}
              aria-current={one === locale ? 'true' : undefined}
              className="text-soft underline-offset-4 hover:text-ink aria-[current]:text-ink aria-[current]:underline"
            >
              {LOCALE_NAMES[one]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
