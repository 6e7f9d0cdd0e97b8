import type { ReactNode } from 'react';
import type { FacetChoice } from 'notpanel/storefront/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Check } from '../../../ui/check.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Select } from '../../../ui/select.tsx';
import type { DeliveryKey, ListView, Option } from './list-view.ts';

const SHEET = 'filters';
const SHOWN_PLATFORMS = 8; // as many as fit beside the first rows
const OFFERS = ['refill', 'cancel', 'dripfeed'] as const;

type Props = { view: ListView; form: string };

/** Opens the filters where they do not stand beside the list. */
export function FiltersButton({ chosen }: { chosen: number }) {
  const t = useText('services');
  return (
    <Button
      kind="plain"
      type="button"
      size="large"
      popoverTarget={SHEET}
      className="grow basis-34 md:grow-0 md:basis-36 lg:hidden"
    >
      <Icon name="filter" className="size-4" />
      {chosen === 0 ? t('filters') : t('filtersChosen', { chosen })}
    </Button>
  );
}

/** Everything that a list can be narrowed down by; parts of the search form. */
export function Filters({ view, form }: Props) {
  const t = useText('services');
  const { site } = useFrame();
  const { chosenOffers } = view;
  return (
    <aside id={SHEET} popover="auto" className="sheet" aria-label={t('filters')}>
      <SheetHead />
      <div className="grid gap-7 py-4 lg:py-0">
        <Platforms choices={view.platforms} form={form} />
        <Categories view={view} form={form} />
        <Group title={t('price', { currency: site.currency })}>
          <div className="grid grid-cols-2 gap-2">
            <Field label={t('from')} name="from" form={form} {...PRICE} defaultValue={view.from} />
            <Field label={t('to')} name="to" form={form} {...PRICE} defaultValue={view.to} />
          </div>
        </Group>
        <Group title={t('offers')}>
          {OFFERS.map((offer) => (
            <Tick
              key={offer}
              name={offer}
              value="1"
              form={form}
              count={view.offers[offer]}
              chosen={chosenOffers.includes(offer)}
            >
              {t(`demand.${offer}`)}
            </Tick>
          ))}
        </Group>
        {view.deliveries.length > 0 ? (
          <Group title={t('demand.delivery')}>
            {view.deliveries.map(({ key, count, chosen }) => (
              <Tick key={key} name="delivery" value={key} {...{ form, count, chosen }}>
                {t(`delivery.${key as DeliveryKey}`)}
              </Tick>
            ))}
          </Group>
        ) : null}
        {view.types.length > 1 || view.type !== '' ? (
          <Group title={t('demand.type')} quiet>
            <Select label={t('demand.type')} quiet name="type" form={form} defaultValue={view.type}>
              <option value="">{t('all')}</option>
              {view.types.map(optionIn)}
            </Select>
          </Group>
        ) : null}
      </div>
      <div className="sticky bottom-0 flex gap-2 border-t border-line bg-card py-3 lg:static lg:border-0 lg:bg-transparent lg:pt-6">
        <Button form={form} className="grow">
          {t('apply')}
        </Button>
        {view.chips.length > 0 ? (
          <Button as={A} kind="plain" href="/services">
            {t('reset')}
          </Button>
        ) : null}
      </div>
    </aside>
  );
}

const PRICE = { inputMode: 'decimal', autoComplete: 'off' } as const;

function SheetHead() {
  const t = useText('services');
  return (
    <div className="sticky top-0 z-10 flex h-14 items-center justify-between border-b border-line bg-card font-semibold lg:hidden">
      {t('filters')}
      <button
        type="button"
        popoverTarget={SHEET}
        popoverTargetAction="hide"
        aria-label={t('close')}
        className="grid size-9 cursor-pointer place-items-center rounded-md hover:bg-sunken"
      >
        <Icon name="close" className="size-5" />
      </button>
    </div>
  );
}

/** Under their platforms, each with how many services it would leave. */
function Categories({ view, form }: Props) {
  const t = useText('services');
  return (
    <Group title={t('category')} quiet>
      <Select label={t('category')} quiet name="category" form={form} defaultValue={view.category}>
        <option value="">{t('all')}</option>
        {view.categories.map(({ platform, options }) => (
          <optgroup key={platform} label={platform}>
            {options.map(optionIn)}
          </optgroup>
        ))}
      </Select>
    </Group>
  );
}

type GroupProps = { title: string; quiet?: boolean; children: ReactNode };

/** A select says itself what it is; its title is for the eyes alone. */
function Group({ title, quiet = false, children }: GroupProps) {
  const look = 'mb-2 font-mono text-xs tracking-wide text-soft uppercase';
  if (quiet) {
    return (
      <div>
        <p aria-hidden="true" className={look}>
          {title}
        </p>
        {children}
      </div>
    );
  }
  return (
    <fieldset>
      <legend className={look}>{title}</legend>
      {children}
    </fieldset>
  );
}

function Platforms({ choices, form }: { choices: readonly FacetChoice[]; form: string }) {
  const t = useText('services');
  if (choices.length === 0) return null;
  const row = ({ key, name, count, chosen }: FacetChoice) => (
    <Tick key={key} name="platform" value={key} {...{ form, count, chosen }}>
      <PlatformIcon platform={name} />
      <bdi className="truncate">{name}</bdi>
    </Tick>
  );
  const rest = choices.slice(SHOWN_PLATFORMS);
  return (
    <Group title={t('demand.platform')}>
      {choices.slice(0, SHOWN_PLATFORMS).map(row)}
      {rest.length > 0 ? (
        <details className="group" open={rest.some(({ chosen }) => chosen)}>
          <summary className="flex min-h-9 cursor-pointer list-none items-center gap-2.5 text-sm text-soft hover:text-ink lg:min-h-8 [&::-webkit-details-marker]:hidden">
            <Icon name="chevron" className="size-4 group-open:rotate-180" />
            {t('more', { count: rest.length })}
          </summary>
          {rest.map(row)}
        </details>
      ) : null}
    </Group>
  );
}

type TickProps = {
  name: string;
  value: string;
  form: string;
  count: number;
  chosen: boolean;
  children: ReactNode;
};

function Tick({ count, chosen, children, ...input }: TickProps) {
  const { locale } = useFrame();
  return (
    <Check {...input} defaultChecked={chosen} count={formatCount(locale, count)}>
      {children}
    </Check>
  );
}

const optionIn = ({ key, label }: Option) => (
  <option key={key} value={key}>
    {label}
  </option>
);
