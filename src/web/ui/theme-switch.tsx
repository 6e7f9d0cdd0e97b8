import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { useHref } from './a.tsx';
import { Icon } from './icon.tsx';

/** Light, dark, or as the system has it: a plain form, so no page flashes in the wrong colours. */
export function ThemeSwitch() {
  const { path, theme } = useFrame();
  const t = useText('nav');
  const next = theme === undefined ? 'dark' : theme === 'dark' ? 'light' : '';
  const name = next === '' ? 'system' : next;
  return (
    <form method="post" action={useHref('/preferences')}>
      <input type="hidden" name="back" value={path} />
      <button
        name="theme"
        value={next}
        title={`${t('theme')}: ${t(name)}`}
        aria-label={`${t('theme')}: ${t(name)}`}
        className="grid size-9 cursor-pointer place-items-center rounded-md text-soft hover:bg-sunken hover:text-ink"
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} className="size-4.5" />
      </button>
    </form>
  );
}
