import type { FaultSaid } from 'notpanel/web/server/dashboard/new-order/fault-text.ts';
import type { OrderForm } from 'notpanel/web/server/dashboard/new-order/load-order-form.ts';
import type { LinkNote } from 'notpanel/web/server/dashboard/new-order/price-view.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { LinkNotes } from './link-notes.tsx';
import { OrderField } from './order-field.tsx';
import { useFaultText } from './use-fault-text.ts';

type Props = {
  form: Omit<OrderForm, 'from'>;
  faults: readonly FaultSaid[];
  notes: readonly LinkNote[];
  zone: string;
  /** The first field that is wrong gets the focus. */
  focusFirst: boolean;
};

const DRIP_FEED = ['runs', 'interval'];
const LATER = new Set([...DRIP_FEED, 'coupon', 'posts', 'old_posts', 'expiry']);

/** The fields that a service asks for, in the order of the API; what is optional stands below. */
export function OrderFields({ form, faults, notes, zone, focusFirst }: Props) {
  const t = useText('newOrder');
  const { inputs } = form.service;
  const names = new Set(inputs.map(({ name }) => name));
  const first = focusFirst ? faults.find(({ parameter }) => parameter !== null)?.parameter : null;
  const field = (name: string) => {
    const input = inputs.find((one) => one.name === name);
    return input ? (
      <OrderField key={name} {...{ input, form, faults }} hasFocus={name === first} />
    ) : null;
  };
  const main = inputs.filter(({ name }) => !LATER.has(name)).map(({ name }) => name);
  const pairs = main.filter((name) => SHORT.has(name));
  return (
    <>
      {main
        .filter((name) => !SHORT.has(name))
        .map((name) =>
          name === 'link' ? (
            <div key={name} className="grid gap-2">
              {field(name)}
              <LinkNotes notes={notes} />
            </div>
          ) : (
            field(name)
          ),
        )}
      {pairs.length > 0 ? (
        <div className="grid gap-5 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">
          {pairs.map(field)}
        </div>
      ) : null}
      {names.has('posts') ? (
        <div className="grid gap-5 sm:grid-cols-3">
          {['posts', 'old_posts', 'expiry'].map(field)}
        </div>
      ) : null}
      {names.has('runs') ? (
        <More
          title={t('dripFeed.title')}
          lead={t('dripFeed.lead')}
          open={has(form, faults, DRIP_FEED)}
        >
          <div className="grid gap-5 sm:grid-cols-2">{DRIP_FEED.map(field)}</div>
        </More>
      ) : null}
      <More title={t('coupon')} open={has(form, faults, ['coupon'])}>
        {field('coupon')}
      </More>
      <Start form={form} faults={faults} zone={zone} hasFocus={first === 'starts_at'} />
      <Keep form={form} faults={faults} />
    </>
  );
}

const SHORT = new Set(['min', 'max', 'delay', 'country', 'device', 'type_of_traffic']);

const has = (
  { values }: Pick<OrderForm, 'values'>,
  faults: readonly FaultSaid[],
  names: readonly string[],
): boolean =>
  names.some((name) => values[name] !== undefined || faults.some((one) => one.parameter === name));

type MoreProps = { title: string; lead?: string; open: boolean; children: React.ReactNode };

/** What most orders do without. */
function More({ title, lead, open, children }: MoreProps) {
  return (
    <details open={open} className="group border-t border-line pt-4">
      <summary className="flex cursor-pointer list-none items-center gap-2 text-sm font-medium marker:content-none">
        <span aria-hidden="true" className="font-mono text-soft group-open:hidden">
          +
        </span>
        <span aria-hidden="true" className="hidden font-mono text-soft group-open:inline">
          −
        </span>
        {title}
      </summary>
      <div className="mt-3 grid gap-4">
        {lead === undefined ? null : <p className="max-w-prose text-sm text-soft">{lead}</p>}
        {children}
      </div>
    </details>
  );
}

type StartProps = Pick<Props, 'form' | 'faults' | 'zone'> & { hasFocus: boolean };

/** Paid now, sent then. */
function Start({ form, faults, zone, hasFocus }: StartProps) {
  const t = useText('newOrder');
  const say = useFaultText();
  const wrong = faults.find(({ parameter }) => parameter === 'starts_at');
  return (
    <More title={t('start.title')} lead={t('start.lead')} open={has(form, faults, ['starts_at'])}>
      <Field
        type="datetime-local"
        name="starts_at"
        label={t('start.at')}
        hint={t('start.zone', { zone })}
        error={wrong && say(wrong)}
        defaultValue={form.values['starts_at'] ?? ''}
        autoFocus={hasFocus}
        className="max-w-xs"
      />
    </More>
  );
}

function Keep({ form, faults }: Pick<Props, 'form' | 'faults'>) {
  const t = useText('newOrder');
  const say = useFaultText();
  const wrong = faults.find(({ parameter }) => parameter === 'template');
  const hasLink = form.service.inputs.some(({ name }) => name === 'link');
  return (
    <More title={t('keep.title')} open={wrong !== undefined}>
      <div className="flex flex-wrap items-end gap-3">
        <Field
          name="template"
          maxLength={60}
          label={t('keep.name')}
          error={wrong && say(wrong)}
          className="grow basis-56"
        />
        <Button type="submit" name="intent" value="save-template" kind="plain" className="h-11">
          {t('keep.template')}
        </Button>
        {hasLink ? (
          <Button type="submit" name="intent" value="save-link" kind="plain" className="h-11">
            {t('keep.link')}
          </Button>
        ) : null}
      </div>
    </More>
  );
}
