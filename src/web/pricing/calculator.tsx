import type { Tier } from 'notpanel/accounts/index.ts';
import { asMoney, formatMoney, formatRate } from 'notpanel/lib/money.ts';
import type { Quote } from 'notpanel/storefront/index.ts';
import type { Answered, Asked } from './answer-quote.ts';
import { SectionHead } from '../home/section-head.tsx';
import { useFrame } from '../frame.ts';
import { formatAmount, formatCount, formatShare } from '../numbers.ts';
import { useText } from '../text.ts';
import { A, useHref } from '../ui/a.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { PlatformIcon } from '../ui/platform-icon.tsx';
import { Price } from '../ui/price.tsx';
import { PriceNote } from '../ui/price-note.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../ui/receipt.tsx';
import { Select } from '../ui/select.tsx';

type Props = {
  tiers: readonly Tier[];
  asked: Asked;
  answered: Answered;
  suggested: readonly { id: number; name: string }[];
};

/** What an order would be charged: a form that is read by its address, and its answer as a receipt. */
export function Calculator({ tiers, asked, answered, suggested }: Props) {
  const t = useText('pricing');
  return (
    <section id="calculator" className="page pt-20">
      <SectionHead title={t('calculator.title')} text={t('calculator.text')} />
      <div className="mt-7 grid gap-x-12 gap-y-8 rounded-lg border border-line bg-card p-5 sm:p-8 lg:grid-cols-2">
        <Form {...{ tiers, asked, answered, suggested }} />
        {answered.quote ? (
          <Charge quote={answered.quote} />
        ) : (
          <div className="content-center">
            <Notice kind="wrong">{t('calculator.none')}</Notice>
          </div>
        )}
      </div>
    </section>
  );
}

function Form({ tiers, asked, answered, suggested }: Props) {
  const t = useText('pricing');
  const error = useFault(answered);
  const limits = useLimits(answered);
  const { locale } = useFrame();
  return (
    <form
      method="get"
      action={`${useHref('/pricing')}#calculator`}
      className="grid content-start gap-5"
    >
      <Field
        label={t('calculator.service')}
        name="service"
        list="suggested"
        inputMode="numeric"
        required
        defaultValue={asked.service}
        hint={t('calculator.serviceHint')}
        error={error('service')}
        autoFocus={error('service') !== undefined}
      />
      <datalist id="suggested">
        {suggested.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
      <Field
        label={t('calculator.quantity')}
        name="quantity"
        inputMode="numeric"
        required
        defaultValue={asked.quantity}
        hint={limits}
        error={error('quantity')}
        autoFocus={error('quantity') !== undefined}
      />
      <Select
        label={t('calculator.tier')}
        name="tier"
        defaultValue={asked.tier || tiers[0]?.name}
        error={error('tier')}
      >
        {tiers.map(({ id, name, discountBp }) => (
          <option key={id} value={name}>
            {discountBp === 0 ? name : `${name} (${formatShare(locale, -discountBp, 2)})`}
          </option>
        ))}
      </Select>
      <p className="flex flex-wrap items-center gap-4">
        <Button size="large">{t('calculator.submit')}</Button>
        <A
          href="/services"
          className="text-sm text-soft underline underline-offset-4 hover:text-ink"
        >
          {t('calculator.find')}
        </A>
      </p>
    </form>
  );
}

function useLimits({ quote }: Answered): string | undefined {
  const { locale } = useFrame();
  const t = useText('pricing');
  if (!quote) return undefined;
  const { min, max } = quote.service;
  return t('calculator.limits', { min: formatCount(locale, min), max: formatCount(locale, max) });
}

/** The text of what is wrong with a field, if something is. */
function useFault({ fault }: Answered): (field: keyof Asked) => string | undefined {
  const { locale } = useFrame();
  const t = useText('pricing');
  return (field) => {
    if (fault?.field !== field) return undefined;
    const limits = {
      min: formatCount(locale, fault.min),
      max: formatCount(locale, fault.max),
    };
    return t(`fault.${FAULTS[fault.code] ?? 'service'}`, limits);
  };
}

const FAULTS: Readonly<Record<string, 'small' | 'large' | 'tier'>> = {
  quantity_too_small: 'small',
  quantity_too_large: 'large',
  not_found: 'tier',
  invalid_parameter: 'large',
};

function Charge({ quote }: { quote: Quote }) {
  const { site, locale } = useFrame();
  const t = useText('pricing');
  const { service, tier, quantity, price, charge, base } = quote;
  const amount = (text: string) => <bdi>{formatAmount(locale, text, site.currency)}</bdi>;
  const saved = asMoney(base - charge);
  return (
    <output className="grid content-start gap-6 border-line max-lg:border-t max-lg:pt-8 lg:border-s lg:ps-12">
      <div className="flex items-start gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-md bg-sunken">
          <PlatformIcon platform={service.platform} className="size-5" />
        </span>
        <p className="min-w-0">
          <A href={`/services/${service.id}`} className="font-medium hover:underline">
            {service.name}
          </A>
          <span className="block text-sm text-soft">{service.category}</span>
        </p>
      </div>
      <Receipt>
        <ReceiptLine label={t('charge.list')}>{amount(formatRate(price.baseRate))}</ReceiptLine>
        {tier && tier.discountBp > 0 ? (
          <ReceiptLine label={t('charge.discount', { tier: tier.name })}>
            <bdi>{formatShare(locale, -tier.discountBp, 2)}</bdi>
          </ReceiptLine>
        ) : null}
        <ReceiptLine label={t('charge.rate')}>{amount(formatRate(price.rate))}</ReceiptLine>
        <ReceiptLine label={t('charge.quantity')}>{formatCount(locale, quantity)}</ReceiptLine>
        {saved > 0n ? (
          <ReceiptLine label={t('charge.saved')}>{amount(formatMoney(saved))}</ReceiptLine>
        ) : null}
        <ReceiptTotal label={t('charge.total')}>
          <Price amount={charge} className="justify-items-end" />
        </ReceiptTotal>
      </Receipt>
      <div className="grid gap-2 text-xs text-soft">
        <p>{t('charge.exact')}</p>
        <PriceNote />
      </div>
    </output>
  );
}
