import type { WebhookEvent } from 'notpanel/webhooks/index.ts';
import { useText } from '../../../text.ts';

type Props = {
  events: readonly WebhookEvent[];
  chosen: readonly string[];
  error?: string | undefined;
};

/** What a webhook may be told of: each event by its name and in words. */
export function EventBoxes({ events, chosen, error }: Props) {
  const t = useText('hooks');
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t('events')}</legend>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {events.map((event) => (
          <li key={event}>
            <label className="flex cursor-pointer items-start gap-3 py-1.5 text-sm">
              <input
                type="checkbox"
                name="events"
                value={event}
                defaultChecked={chosen.includes(event)}
                aria-describedby={error ? 'events-notes' : undefined}
                className="mt-0.5 size-4 shrink-0 accent-ink"
              />
              <span className="min-w-0">
                <code dir="ltr" className="font-mono text-xs">
                  {event}
                </code>
                <span className="block text-soft">{t(`event.${keyOf(event)}`)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error ? (
        <p id="events-notes" role="alert" className="mt-1.5 text-sm text-canceled">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

type EventKey<Event extends string> = Event extends `${infer Thing}.${infer What}`
  ? `${Thing}_${What}`
  : never;

const keyOf = (event: WebhookEvent) => event.replace('.', '_') as EventKey<WebhookEvent>;
