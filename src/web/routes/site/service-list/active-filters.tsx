import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Chip, DeliveryKey, ListView } from './list-view.ts';

type Props = Pick<ListView, 'chips' | 'from' | 'to'>;

/** What is asked for, each part a link to the list without it. */
export function ActiveFilters({ chips, ...prices }: Props) {
  const t = useText('services');
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('active')} className="flex flex-wrap gap-2 pb-4">
      {chips.map((chip) => (
        <li key={chip.href} className="max-w-full">
          <A
            href={chip.href}
            className="inline-flex h-8 max-w-full items-center gap-2 rounded-full border border-edge ps-3 pe-2 text-sm hover:bg-sunken"
          >
            <span className="sr-only">{t('remove')}</span>
            <span className="truncate">
              <ChipText chip={chip} {...prices} />
            </span>
            <Icon name="close" className="size-3.5" />
          </A>
        </li>
      ))}
    </ul>
  );
}

function ChipText({
  chip: { demand, name, key },
  from,
  to,
}: { chip: Chip } & Omit<Props, 'chips'>) {
  const t = useText('services');
  switch (demand) {
    case 'text':
      return <bdi>{`“${name}”`}</bdi>;
    case 'price':
      return t('priceChip', { kind: to === '' ? 'from' : from === '' ? 'to' : 'both', from, to });
    case 'delivery':
      return t(`delivery.${key as DeliveryKey}`);
    case 'platform':
    case 'category':
    case 'type':
      return <bdi>{name}</bdi>;
    default:
      return t(`demand.${demand}`);
  }
}
