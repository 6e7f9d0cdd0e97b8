import type { Endpoint, WebhookEvent } from 'notpanel/webhooks/index.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Check } from '../../../ui/check.tsx';
import { Field } from '../../../ui/field.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Section } from '../../../ui/section.tsx';
import { Select } from '../../../ui/select.tsx';
import { EventBoxes } from './event-boxes.tsx';

type Props = {
  endpoint: Endpoint;
  events: readonly WebhookEvent[];
  /** Who has just shown who they are may see a new secret. */
  fresh: boolean;
  fault: string | null;
};

const OVERLAPS = [0, 1, 24, 72, 168] as const; // hours; rotateSecret allows 7 days

/** What can be changed, sent again, or ended. */
export function EndpointForms({ endpoint, events, fresh, fault }: Props) {
  const t = useText('hooks');
  return (
    <div>
      <Replay isWrong={fault === 'range'} />
      <Section id="events" title={t('events')} lead={t('eventsLead')}>
        <form method="post" className="grid gap-4">
          <input type="hidden" name="intent" value="events" />
          <EventBoxes
            events={events}
            chosen={endpoint.events}
            error={fault === 'events' ? t('faults.events') : undefined}
          />
          <Button type="submit" kind="plain" className="justify-self-start">
            {t('save')}
          </Button>
        </form>
      </Section>
      <Section id="secret" title={t('secret')} lead={t('secretLead')}>
        {fresh ? (
          <form method="post" className="grid gap-4">
            <input type="hidden" name="intent" value="rotate" />
            <Select label={t('overlap')} name="overlap" defaultValue="24">
              {OVERLAPS.map((hours) => (
                <option key={hours} value={hours}>
                  {hours === 0 ? t('atOnce') : t('hours', { count: hours })}
                </option>
              ))}
            </Select>
            <Button type="submit" kind="plain" className="justify-self-start">
              {t('rotate')}
            </Button>
          </form>
        ) : (
          <ProveFirst section="secret" />
        )}
      </Section>
      <Section id="remove" title={t('remove')} lead={t('removeLead')}>
        <details>
          <summary className="inline-flex h-10 cursor-pointer list-none items-center rounded-md border border-edge bg-card px-4 text-sm font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
            {t('remove')}
          </summary>
          <form method="post" className="mt-3">
            <input type="hidden" name="intent" value="remove" />
            <Button type="submit" kind="danger">
              {t('removeNow')}
            </Button>
          </form>
        </details>
      </Section>
    </div>
  );
}

function Replay({ isWrong }: { isWrong: boolean }) {
  const t = useText('hooks');
  return (
    <Section id="replay" title={t('replay')} lead={t('replayLead')}>
      <form method="post" className="grid gap-4">
        <input type="hidden" name="intent" value="replay" />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('from')} name="from" type="datetime-local" required autoFocus={isWrong} />
          <Field label={t('until')} name="until" type="datetime-local" hint={t('untilHint')} />
        </div>
        <Check name="missed" value="1" defaultChecked>
          {t('missed')}
        </Check>
        <Button type="submit" kind="plain" className="justify-self-start">
          {t('replayNow')}
        </Button>
      </form>
    </Section>
  );
}
