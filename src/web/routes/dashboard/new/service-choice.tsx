import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Chosen, CHOSEN } from './chosen.tsx';
import { ServiceFinder } from './service-finder.tsx';

/** Which service it is, and the way to another: a link, and once the page lives a combobox. */
export function ServiceChoice({ service, isLive }: { service: PickRow; isLive: boolean }) {
  const t = useText('newOrder');
  return (
    <div className="grid gap-1.5">
      {isLive ? (
        <ServiceFinder chosen={service} />
      ) : (
        <>
          <span className="text-sm font-medium">{t('service')}</span>
          <div className={CHOSEN}>
            <Chosen row={service} />
            <A href="/dashboard/new" className="shrink-0 text-sm text-soft underline">
              {t('change')}
            </A>
          </div>
        </>
      )}
      {service.note === null ? null : (
        <p className="text-sm text-soft" dir="auto">
          {service.note}
        </p>
      )}
    </div>
  );
}
