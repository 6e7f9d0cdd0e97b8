import { asRate } from 'notpanel/lib/money.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';

/** How the field of the service looks, whoever carries it. */
export const CHOSEN =
  'flex min-h-11 w-full items-center gap-3 rounded-md border border-edge bg-card px-3 py-2 text-start';

/** The service that was chosen. */
export function Chosen({ row }: { row: PickRow }) {
  return (
    <>
      <PlatformIcon platform={row.platform} className="size-4.5" />
      <span dir="auto" className="line-clamp-2 min-w-0 grow leading-snug">
        {row.name}
      </span>
      <span className="shrink-0 text-end text-sm font-medium">
        <Price rate={asRate(row.rate)} />
      </span>
    </>
  );
}
