import type { ServiceCard } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatDuration } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { Mark } from '../../../ui/mark-service.tsx';

const MINUTE_S = 60;

/** What the service promises, before the click: limits, time, guarantee, and how it is delivered. */
export function AboutService({ service }: { service: ServiceCard }) {
  const { locale } = useFrame();
  const t = useText('newOrder');
  const { id, minutes, guaranteeDays, description, deliveryNote } = service;
  const limits = { min: formatCount(locale, service.min), max: formatCount(locale, service.max) };
  const facts: readonly (readonly [label: string, value: string])[] = [
    [t('about.limits'), t('limits', limits)],
    [
      t('about.time'),
      minutes === null ? t('about.unmeasured') : formatDuration(locale, minutes * MINUTE_S),
    ],
    [t('about.refill'), refillOf()],
    [t('about.cancel'), t(service.cancel ? 'about.cancelYes' : 'about.cancelNo')],
    [t('about.delivery'), t(`about.by.${service.delivery}`)],
  ];
  return (
    <Card
      title={t('about.title')}
      aside={
        <A href={`/services/${id}`} className="underline">
          {t('about.more', { id })}
        </A>
      }
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {facts.map(([label, value]) => (
          <div
            key={label}
            className="flex items-baseline justify-between gap-4 border-t border-line py-2.5 text-sm"
          >
            <dt className="text-soft">{label}</dt>
            <dd className="text-end font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {deliveryNote ? (
        <p dir="auto" className="border-t border-line pt-3 text-sm text-soft">
          {deliveryNote}
        </p>
      ) : null}
      {description ? (
        <p dir="auto" className="mt-3 max-w-prose text-sm whitespace-pre-line">
          {description}
        </p>
      ) : null}
      <Own service={service} />
    </Card>
  );

  function refillOf(): string {
    if (!service.refill) return t('about.noRefill');
    return guaranteeDays === null
      ? t('about.refillOpen')
      : t('about.refillDays', { days: guaranteeDays });
  }
}

/** What the customer keeps of the service: nobody else sees it. */
function Own({ service }: { service: ServiceCard }) {
  const t = useText('newOrder');
  const { id, isFavourite, isHidden, note } = service;
  const action = useHref('/dashboard/new');
  const next = `/dashboard/new?service=${id}`;
  return (
    <div className="mt-5 grid gap-4 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <Mark
          service={id}
          intent={isFavourite ? 'unfavourite' : 'favourite'}
          label={t(isFavourite ? 'mark.unfavourite' : 'mark.favourite')}
        />
        <span className="text-sm text-soft">
          {t(isFavourite ? 'mark.isFavourite' : 'mark.favourite')}
        </span>
        <form method="post" action={action} className="ms-auto">
          <input type="hidden" name="intent" value={isHidden ? 'unhide' : 'hide'} />
          <input type="hidden" name="service" value={id} />
          <input type="hidden" name="next" value={next} />
          <Button type="submit" kind="quiet" size="small">
            {t(isHidden ? 'mark.unhide' : 'mark.hide')}
          </Button>
        </form>
      </div>
      <form method="post" action={action} className="grid gap-2">
        <input type="hidden" name="intent" value="note" />
        <input type="hidden" name="service" value={id} />
        <input type="hidden" name="next" value={next} />
        <TextArea
          name="note"
          rows={2}
          maxLength={500}
          dir="auto"
          label={t('mark.note')}
          hint={t('mark.noteHint')}
          defaultValue={note ?? ''}
        />
        <Button type="submit" kind="plain" size="small" className="justify-self-start">
          {t('mark.saveNote')}
        </Button>
      </form>
    </div>
  );
}
