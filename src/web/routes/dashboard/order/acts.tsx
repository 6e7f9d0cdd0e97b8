import type { CancelOutlook, OrderSheet } from 'notpanel/orders/index.ts';
import type { RefillOutlook } from 'notpanel/refills/index.ts';
import { useText } from '../../../text.ts';
import { Ask } from '../../../ui/ask.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';

type Props = { order: OrderSheet; refill: RefillOutlook; cancel: CancelOutlook; zone: string };

const ASK = 'ask-cancel';

/** What may be asked for, and why not, before it is asked for. */
export function Acts({ order, refill, cancel, zone }: Props) {
  const t = useText('orders');
  return (
    <Card title={t('acts.title')}>
      <div className="grid gap-5">
        <form method="post" className="grid gap-2">
          <input type="hidden" name="intent" value="refill" />
          <p id="refill-why" className="text-sm text-soft">
            {refill.can
              ? refill.until === null
                ? t('acts.refillFree')
                : t.rich('acts.refillUntil', {
                    at: () => <Moment at={refill.until ?? new Date(0)} zone={zone} />,
                  })
              : t(`acts.noRefill.${refill.why}`, {
                  days: order.service.guaranteeDays ?? 0,
                  cap: order.service.refillCap,
                })}
          </p>
          <Button kind="plain" size="small" disabled={!refill.can} aria-describedby="refill-why">
            {t('acts.refill')}
          </Button>
        </form>
        <form method="post" className="grid gap-2 border-t border-line pt-5">
          <input type="hidden" name="intent" value="cancel" />
          <p id="cancel-why" className="text-sm text-soft">
            {cancel.can ? t(`acts.cancelHow.${cancel.how}`) : t(`acts.noCancel.${cancel.why}`)}
            {cancel.can && cancel.how === 'asked' && !order.service.cancel
              ? ` ${t('acts.seldom')}`
              : null}
          </p>
          <Button
            kind="plain"
            size="small"
            disabled={!cancel.can}
            aria-describedby="cancel-why"
            data-ask={ASK}
          >
            {t('acts.cancel')}
          </Button>
        </form>
      </div>
      {cancel.can ? (
        <Ask id={ASK} title={t('acts.cancelAsk')} yes={t('acts.cancel')}>
          {t(`acts.cancelHow.${cancel.how}`)}
        </Ask>
      ) : null}
    </Card>
  );
}
