import type { ShownTicket } from 'notpanel/web/server/dashboard/shown-ticket.ts';
import { useText } from '../../../text.ts';
import { useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';

type Props = {
  ticket: ShownTicket;
  path: string;
  sent: { note: string; fault: 'rating' | 'note' } | null;
};

const STEPS = ['1', '2', '3', '4', '5'] as const;

/** How the help was, asked once; what was said stays to be seen. */
export function RateTicket({ ticket: { rating, ratingNote }, path, sent }: Props) {
  const t = useText('tickets');
  const action = useHref(path);
  if (rating !== null) {
    return (
      <p className="text-sm text-soft">
        {t('rated', { rating })}
        {ratingNote === null ? null : (
          <>
            {' '}
            <bdi>“{ratingNote}”</bdi>
          </>
        )}
      </p>
    );
  }
  return (
    <Card title={t('rate.title')}>
      <form method="post" action={action} noValidate className="grid gap-4">
        <fieldset aria-describedby={sent?.fault === 'rating' ? 'rating-fault' : undefined}>
          <legend className="sr-only">{t('rate.title')}</legend>
          <div className="flex flex-wrap gap-2">
            {STEPS.map((step) => (
              <label
                key={step}
                className="flex min-h-10 cursor-pointer items-center gap-2 rounded-md border border-edge px-3 text-sm has-checked:border-ink has-checked:bg-sunken"
              >
                <input type="radio" name="rating" value={step} className="accent-ink" required />
                {t(`rate.step.${step}`)}
              </label>
            ))}
          </div>
          {sent?.fault === 'rating' ? (
            <p id="rating-fault" className="mt-2 text-sm text-canceled">
              {t('rate.missing')}
            </p>
          ) : null}
        </fieldset>
        <Field
          name="note"
          label={t('rate.note')}
          maxLength={500}
          defaultValue={sent?.note ?? ''}
          error={sent?.fault === 'note' ? t('replyFault.long') : undefined}
          autoFocus={sent?.fault === 'note'}
        />
        <div>
          <Button kind="plain" name="intent" value="rate">
            {t('rate.send')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
