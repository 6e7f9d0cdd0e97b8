import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Icon } from './icon.tsx';

type Props = {
  /** From 1. */
  page: number;
  pages: number;
  hrefOf(page: number): string;
};

const LINK =
  'inline-flex h-9 items-center gap-2 rounded-md border border-edge px-3 text-sm hover:bg-sunken';

/** Back and on, and where one is. */
export function Pagination({ page, pages, hrefOf }: Props) {
  const t = useText('common');
  if (pages <= 1) return null;
  return (
    <nav aria-label={t('pages')} className="flex items-center justify-between gap-4">
      {page > 1 ? (
        <A rel="prev" href={hrefOf(page - 1)} className={LINK}>
          <Icon name="arrow" className="size-4 rotate-180 rtl:rotate-0" />
          {t('previous')}
        </A>
      ) : (
        <span />
      )}
      <span className="text-sm text-soft">{t('pageOf', { page, pages })}</span>
      {page < pages ? (
        <A rel="next" href={hrefOf(page + 1)} className={LINK}>
          {t('next')}
          <Icon name="arrow" className="size-4 rtl:rotate-180" />
        </A>
      ) : (
        <span />
      )}
    </nav>
  );
}
