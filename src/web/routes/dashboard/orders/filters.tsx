import type { ListedOrder, OrderKind } from 'notpanel/orders/index.ts';
import { ordersSearch, type OrdersFields } from 'notpanel/lib/orders-search.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { CONTROL, Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';

type Props = { fields: OrdersFields; orders: readonly ListedOrder[] };

const KINDS: readonly OrderKind[] = ['single', 'drip_feed', 'run', 'subscription', 'post'];
const SERVICES = 'services-here';
const NARROWING = ['service', 'kind', 'from', 'to', 'min', 'max'] as const;

/** Search and filters; all of them stand in the address. */
export function OrderFilters({ fields, orders }: Props) {
  const t = useText('orders');
  const chosen = NARROWING.filter((name) => fields[name] !== undefined).length;
  return (
    <form action={useHref('/dashboard/orders')} role="search" className="grid gap-3">
      {fields.tab === undefined ? null : <input type="hidden" name="tab" value={fields.tab} />}
      <div className="flex flex-wrap gap-2">
        <label className="relative min-w-52 grow">
          <span className="sr-only">{t('search')}</span>
          <Icon
            name="search"
            className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-soft"
          />
          <input
            type="search"
            name="q"
            maxLength={1_000}
            defaultValue={fields.q}
            placeholder={t('searchFor')}
            autoComplete="off"
            dir={fields.q === undefined ? undefined : 'auto'}
            className={`${CONTROL} h-10 ps-9 text-sm`}
          />
        </label>
        <Button kind="plain">{t('find')}</Button>
      </div>
      <details open={chosen > 0} className="group text-sm">
        <summary className="inline-flex cursor-pointer list-none items-center gap-1.5 text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
          <Icon name="filter" className="size-4" />
          {chosen > 0 ? t('filtersChosen', { count: chosen }) : t('filters')}
          <Icon name="chevron" className="size-4 group-open:rotate-180" />
        </summary>
        <Narrowing fields={fields} orders={orders} isChosen={chosen > 0} />
      </details>
    </form>
  );
}

function Narrowing({ fields, orders, isChosen }: Props & { isChosen: boolean }) {
  const t = useText('orders');
  const { site } = useFrame();
  const services = new Map(orders.map((one) => [one.serviceId, one.service]));
  return (
    <div className="mt-3 grid gap-x-4 gap-y-3 rounded-lg border border-line bg-card p-4 sm:grid-cols-2 lg:grid-cols-3">
      <Field
        label={t('filter.service')}
        name="service"
        inputMode="numeric"
        pattern="\d{1,10}"
        list={SERVICES}
        defaultValue={fields.service}
      />
      <datalist id={SERVICES}>
        {[...services].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
      <Field label={t('filter.from')} name="from" type="date" defaultValue={fields.from} />
      <Field label={t('filter.to')} name="to" type="date" defaultValue={fields.to} />
      <Select label={t('filter.kind')} name="kind" defaultValue={fields.kind ?? ''}>
        <option value="">{t('filter.any')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </Select>
      <Field
        label={t('filter.min', { currency: site.currency })}
        name="min"
        inputMode="decimal"
        defaultValue={fields.min}
      />
      <Field
        label={t('filter.max', { currency: site.currency })}
        name="max"
        inputMode="decimal"
        defaultValue={fields.max}
      />
      <div className="flex gap-2 sm:col-span-2 lg:col-span-3">
        <Button size="small">{t('apply')}</Button>
        {isChosen ? (
          <Button as={A} kind="quiet" size="small" href={without(fields)}>
            {t('clear')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const without = (fields: OrdersFields): string =>
  `/dashboard/orders?${ordersSearch(
    fields,
    Object.fromEntries(NARROWING.map((name) => [name, ''])),
  )}`;
