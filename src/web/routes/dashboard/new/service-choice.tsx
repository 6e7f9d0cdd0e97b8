import { asRate } from 'notpanel/lib/money.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';
import { ServiceCombobox } from './service-combobox.tsx';

const CHOSEN =
  'flex min-h-11 w-full items-center gap-3 rounded-md border border-edge bg-card px-3 py-2 text-start';

/** Which service it is, and the way to another: a link, and once the page lives a combobox. */
export function ServiceChoice({ service, isLive }: { service: PickRow; isLive: boolean }) {
  const t = useText('newOrder');
  return (
    <div className="grid gap-1.5">
      {isLive ? (
        <ServiceCombobox chosen={service} />
      ) : (
        <>
          <span className="text-sm font-medium">{t('service')}</span>
          <div className={CHOSEN}>
            <Chosen service={service} />
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

function Chosen({ service }: { service: PickRow }) {
  return (
    <>
      <PlatformIcon platform={service.platform} className="size-4.5" />
      <span dir="auto" className="line-clamp-2 min-w-0 grow leading-snug">
        {service.name}
      </span>
      <span className="shrink-0 text-end text-sm font-medium">
        <Price rate={asRate(service.rate)} />
      </span>
    </>
  );
}
