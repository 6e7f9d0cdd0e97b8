import { formatMoney, parseMoney, type Money } from 'notpanel/lib/money.ts';
import type { Way } from 'notpanel/payments/index.ts';
import type { AddFunds } from 'notpanel/web/server/dashboard/read-add-funds.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { WayCard } from './way-card.tsx';

type Props = { read: AddFunds; way: Way };

/** How much and by what; read again by a form of its own, so that what is paid is seen before. */
export function WishForm({ read: { ways, form, fault }, way }: Props) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const amount = (value: Money) => formatAmount(locale, formatMoney(value), site.currency);
  const limits = way.maximum === null ? 'from' : 'between';
  const error = (field: 'amount' | 'coupon') => {
    if (fault?.field !== field) return undefined;
    const limit = 'limit' in fault ? amount(fault.limit) : '';
    return t(`faults.${fault.why}`, { limit, unit: amount(way.unit) });
  };
  return (
    <form className="grid gap-6 rounded-lg border border-line bg-card p-5 sm:p-6">
      <div className="grid gap-2.5">
        <Field
          label={t('add.amount', { currency: site.currency })}
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          required
          defaultValue={form.amount}
          hint={t(`add.${limits}`, {
            least: amount(way.minimum),
            most: amount(way.maximum ?? way.minimum),
          })}
          error={error('amount')}
          autoFocus={fault?.field === 'amount'}
        />
        <Picks way={way} form={form} />
      </div>
      <fieldset className="grid gap-2.5">
        <legend className="mb-2 text-sm font-medium">{t('add.means')}</legend>
        {ways.map((one) => (
          <WayCard key={one.name} way={one} isChosen={one.name === way.name} />
        ))}
      </fieldset>
      <Field
        label={t('add.coupon')}
        name="coupon"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        dir="ltr"
        maxLength={40}
        defaultValue={form.coupon}
        error={error('coupon')}
        autoFocus={fault?.field === 'coupon'}
        className="sm:max-w-72"
      />
      <Button type="submit" kind="plain" className="justify-self-start">
        {t('add.show')}
      </Button>
    </form>
  );
}

/** Round amounts, and those from which there is more: a link each. */
function Picks({ way, form }: { way: Way; form: AddFunds['form'] }) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const hrefOf = (amount: Money) =>
    `/dashboard/wallet/add?${new URLSearchParams({
      amount: formatMoney(amount),
      way: way.name,
      ...(form.coupon && { coupon: form.coupon }),
    }).toString()}`;
  return (
    <ul aria-label={t('add.picks')} className="flex flex-wrap gap-2">
      {picksOf(way).map((amount) => (
        <li key={String(amount)}>
          <A
            href={hrefOf(amount)}
            aria-current={parsed(form.amount) === amount ? 'true' : undefined}
            className="inline-flex h-8 items-center rounded-full border border-line px-3 text-sm text-soft hover:border-edge hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
          >
            <bdi>{formatAmount(locale, formatMoney(amount), site.currency)}</bdi>
          </A>
        </li>
      ))}
    </ul>
  );
}

const parsed = (text: string): Money | undefined =>
  /^\d{1,9}(\.\d{1,9})?$/.test(text) ? parseMoney(text) : undefined;

const ONE = 1_000_000_000n;
const ROUND = [10n, 25n, 50n, 100n, 250n, 500n].map((whole) => (whole * ONE) as Money);
const MOST_PICKS = 5;

function picksOf({ minimum, maximum, bonuses }: Way): Money[] {
  const all = [...new Set([...bonuses.map(({ from }) => from), ...ROUND])];
  return all
    .filter((amount) => amount >= minimum && (maximum === null || amount <= maximum))
    .slice(0, MOST_PICKS)
    .toSorted((a, b) => (a < b ? -1 : 1));
}
