import { useEffect, useRef, useState, type FormEvent } from 'react';
import { withLocale } from 'notpanel/lib/locales.ts';
import type { OrderForm as Form } from 'notpanel/web/server/dashboard/new-order/load-order-form.ts';
import type { PriceView } from 'notpanel/web/server/dashboard/new-order/price-view.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { OrderFields } from './order-fields.tsx';
import { OrderReceipt } from './order-receipt.tsx';
import { ServiceChoice } from './service-choice.tsx';

type Props = { form: Form; zone: string; wasSent: boolean };

/**
 * The form of one service beside its receipt. Without script its buttons ask for the price and for
 * the order; with it the price follows what is typed, worked out by the shop all the same.
 */
export function OrderForm({ form, zone, wasSent }: Props) {
  const t = useText('newOrder');
  const { price, touched, isLive, isAsking, onInput } = useLivePrice(form);
  const isShown = (name: string | null) => wasSent || (name !== null && touched.has(name));
  const faults = price.faults.filter(
    ({ parameter, isMissing }) => !isMissing || isShown(parameter),
  );
  return (
    <form
      method="post"
      action={`${useHref('/dashboard/new')}?service=${form.service.id}`}
      onInput={onInput}
      noValidate
      className="grid overflow-clip rounded-lg border border-line bg-card lg:grid-cols-[minmax(0,1fr)_20rem]"
    >
      {/* The first button is what Enter in a field presses: it asks and orders nothing. */}
      <button
        type="submit"
        name="intent"
        value="price"
        tabIndex={-1}
        aria-hidden="true"
        className="sr-only"
      />
      <input type="hidden" name="service" value={form.service.id} />
      <input type="hidden" name="request" value={form.requestId} />
      <input type="hidden" name="seen_rate" value={price.seenRate} />
      <div className="grid content-start gap-5 p-5">
        <ServiceChoice service={form.service} isLive={isLive} />
        <OrderFields {...{ form, faults, zone }} notes={price.notes} focusFirst={wasSent} />
      </div>
      <div className="grid content-start gap-4 border-line bg-sunken/50 p-5 max-lg:border-t lg:border-s">
        <OrderReceipt price={price} faults={faults} isAsking={isAsking} />
        <div className="grid gap-2">
          <Button type="submit" name="intent" value="place" size="large">
            {t('place')}
          </Button>
          {isLive ? null : (
            <Button type="submit" name="intent" value="price" kind="plain" size="large">
              {t('showPrice')}
            </Button>
          )}
          <label className="flex min-h-9 items-center gap-2.5 text-sm text-soft">
            <input type="checkbox" name="another" value="1" className="size-4 accent-ink" />
            {t('another')}
          </label>
        </div>
        <p className="text-xs text-soft">{t('once')}</p>
      </div>
    </form>
  );
}

const PAUSE_MS = 200; // shorter than a pause between two words, longer than one between two letters

/** What the shop says of the form as it stands. Answers that come late are dropped. */
function useLivePrice(form: Form) {
  const { locale } = useFrame();
  const [answer, setAnswer] = useState<{ to: PriceView; price: PriceView }>();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isLive, setLive] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const asking = useRef<AbortController>(undefined);
  const timer = useRef<number>(undefined);
  useEffect(() => {
    setLive(true);
    return () => {
      clearTimeout(timer.current);
      asking.current?.abort();
    };
  }, []);
  const ask = async (body: URLSearchParams) => {
    asking.current?.abort();
    const { signal } = (asking.current = new AbortController());
    setAsking(true);
    try {
      const sent = await fetch(withLocale(locale, '/dashboard/new/price'), {
        method: 'POST',
        body,
        signal,
      });
      if (sent.ok) setAnswer({ to: form.price, price: (await sent.json()) as PriceView });
      setAsking(false);
    } catch {
      if (!signal.aborted) setAsking(false);
    }
  };
  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const { name } = event.target as HTMLInputElement;
    const body = new URLSearchParams({ intent: 'price' });
    for (const [field, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string' && field !== 'intent') body.append(field, value);
    }
    if (name) setTouched((before) => new Set(before).add(name));
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void ask(body), PAUSE_MS);
  };
  // What was answered before the form came back from the shop is old.
  const price = answer?.to === form.price ? answer.price : form.price;
  return { price, touched, isLive, isAsking, onInput };
}
