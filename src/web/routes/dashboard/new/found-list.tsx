import { asRate } from 'notpanel/lib/money.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useText } from '../../../text.ts';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';
import type { Group } from './use-found.ts';

type Props = {
  /** Of the list; its options are named after it. */
  id: string;
  groups: readonly Group[];
  /** The place of the one that Enter takes, over all groups. */
  active: number;
  chosenId: number | undefined;
  onActive(at: number): void;
  onChoose(row: PickRow): void;
};

export const optionId = (list: string, at: number): string => `${list}-${at}`;

/** The services that were found, in their groups; the field above it keeps the focus. */
export function FoundList({ id, groups, active, chosenId, onActive, onChoose }: Props) {
  const t = useText('newOrder');
  let at = -1;
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('service')}
      className="overflow-y-auto overscroll-contain py-1.5 empty:hidden"
    >
      {groups.map(({ key, items }) => (
        <div key={key} role="group" aria-labelledby={`${id}-${key}`}>
          <p
            id={`${id}-${key}`}
            className="px-3 pt-2 pb-1 font-mono text-xs tracking-wide text-soft"
          >
            {t(`groups.${key}`)}
          </p>
          {items.map((row) => {
            at += 1;
            const here = at;
            return (
              <div
                key={row.id}
                id={optionId(id, here)}
                role="option"
                tabIndex={-1}
                aria-selected={row.id === chosenId}
                data-highlighted={here === active ? '' : undefined}
                onPointerMove={() => onActive(here)}
                // The field keeps the focus, so that nothing closes before the click has arrived.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onChoose(row)}
                className="mx-1.5 flex cursor-pointer items-center gap-3 rounded-md px-1.5 py-2 text-sm data-highlighted:bg-sunken"
              >
                <Row row={row} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function Row({ row }: { row: PickRow }) {
  return (
    <>
      <PlatformIcon platform={row.platform} />
      <span className="w-11 shrink-0 font-mono text-xs text-soft">{row.id}</span>
      <span className="grid min-w-0 grow">
        <span dir="auto" className="truncate rtl:text-right">
          {row.name}
        </span>
        {row.note === null ? null : (
          <span dir="auto" className="truncate text-xs text-soft">
            {row.note}
          </span>
        )}
      </span>
      <span className="shrink-0 text-end">
        <Price rate={asRate(row.rate)} />
      </span>
    </>
  );
}
