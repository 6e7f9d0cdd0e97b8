import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Icon } from './icon.tsx';

type Props = {
  /** Addresses of what is newer and older; undefined: there is nothing. */
  newer?: string | undefined;
  older?: string | undefined;
};

const LINK =
  'inline-flex h-9 items-center gap-2 rounded-md border border-edge px-3 text-sm hover:bg-sunken';

/** Leafs through a list that is too long for numbers of pages. */
export function CursorNav({ newer, older }: Props) {
  const t = useText('common');
  if (newer === undefined && older === undefined) return null;
  return (
    <nav aria-label={t('pages')} className="mt-4 flex justify-between gap-4">
      {newer === undefined ? (
        <span />
      ) : (
        <A rel="prev" href={newer} className={LINK}>
          <Icon name="arrow" className="size-4 rotate-180 rtl:rotate-0" />
          {t('newer')}
        </A>
      )}
      {older === undefined ? (
        <span />
      ) : (
        <A rel="next" href={older} className={LINK}>
          {t('older')}
          <Icon name="arrow" className="size-4 rtl:rotate-180" />
        </A>
      )}
    </nav>
  );
}
