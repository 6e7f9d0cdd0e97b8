import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Chip } from './list-view.ts';

/** What is asked for, each part a link to the list without it. */
export function ActiveFilters({ chips }: { chips: readonly Chip[] }) {
  const t = useText('services');
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('active')} className="flex flex-wrap gap-2">
      {chips.map(({ demand, name, href }) => (
        <li key={href} className="max-w-full">
          <A
            href={href}
            className="inline-flex h-8 max-w-full items-center gap-2 rounded-full border border-edge ps-3 pe-2 text-sm hover:bg-sunken"
          >
            <span className="sr-only">{t('remove')}</span>
            <span className="truncate">
              {name === '' || demand === 'delivery' ? t(`demand.${demand}`) : null}
              {demand === 'price' ? `${t('demand.price')} ` : null}
              {name === '' ? null : <bdi>{demand === 'text' ? `“${name}”` : name}</bdi>}
            </span>
            <Icon name="close" className="size-3.5" />
          </A>
        </li>
      ))}
    </ul>
  );
}
