import type { Tier } from 'notpanel/accounts/index.ts';
import { discountRate, formatMoney, type Rate } from 'notpanel/lib/money.ts';
import { useFrame } from '../frame.ts';
import { formatAmount, formatCount, formatShare } from '../numbers.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Price } from '../ui/price.tsx';
import { PriceNote } from '../ui/price-note.tsx';

type Props = { tiers: readonly Tier[]; cheapest: { rate: Rate; serviceId: number } | null };

/** Each tier: when it is reached, what it takes off, how many calls it allows. */
export function Tiers({ tiers, cheapest }: Props) {
  const t = useText('pricing');
  return (
    <section className="page" aria-label={t('tiers.label')}>
      <div
        className="overflow-x-auto rounded-lg border border-line bg-card"
        tabIndex={0}
        role="region"
        aria-label={t('tiers.label')}
      >
        <table role="table" className="w-full table-fixed sm:min-w-136">
          <thead>
            <tr role="row" className={`border-b border-line ${ROW}`}>
              <td className="p-5 max-sm:hidden" />
              {tiers.map((tier) => (
                <th
                  key={tier.id}
                  scope="col"
                  role="columnheader"
                  className={`border-s border-line text-start align-top ${CELL} max-sm:first-of-type:border-s-0`}
                >
                  <span className="block font-semibold tracking-tight sm:text-lg">{tier.name}</span>
                  <Reached tier={tier} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="text-sm">
            <Row
              label={t('tiers.discount')}
              tiers={tiers}
              cell={(tier) => <Discount tier={tier} />}
            />
            <Row label={t('tiers.calls')} tiers={tiers} cell={(tier) => <Calls tier={tier} />} />
            {cheapest ? (
              <Row
                label={
                  <>
                    {t('tiers.example')}{' '}
                    <A
                      href={`/services/${cheapest.serviceId}`}
                      className="text-soft underline underline-offset-4 hover:text-ink"
                    >
                      {t('tiers.service', { id: String(cheapest.serviceId) })}
                    </A>
                  </>
                }
                tiers={tiers}
                cell={(tier) => (
                  <Price
                    rate={discountRate(cheapest.rate, [tier.discountBp])}
                    className="font-medium"
                  />
                )}
              />
            ) : null}
          </tbody>
        </table>
      </div>
      <div className="mt-4 grid gap-1.5">
        <p className="max-w-3xl text-sm text-pretty text-soft">{t('tiers.how')}</p>
        <PriceNote />
      </div>
    </section>
  );
}

type RowProps = {
  label: React.ReactNode;
  tiers: readonly Tier[];
  cell: (tier: Tier) => React.ReactNode;
};

// On phones a row's label stands above its cells; the roles keep a table of it for screen readers.
const ROW = 'max-sm:flex max-sm:flex-wrap';
const CELL = 'p-3 max-sm:min-w-0 max-sm:flex-1 sm:p-5';

const Row = ({ label, tiers, cell }: RowProps) => (
  <tr role="row" className={`border-t border-line first:border-t-0 ${ROW}`}>
    <th
      scope="row"
      role="rowheader"
      className="p-3 text-start font-normal text-soft max-sm:basis-full max-sm:pb-0 max-sm:text-xs sm:p-5"
    >
      {label}
    </th>
    {tiers.map((tier) => (
      <td
        key={tier.id}
        role="cell"
        className={`border-s border-line ${CELL} max-sm:first-of-type:border-s-0`}
      >
        {cell(tier)}
      </td>
    ))}
  </tr>
);

function Reached({ tier }: { tier: Tier }) {
  const { site, locale } = useFrame();
  const t = useText('pricing');
  return (
    <span className="mt-1 block text-xs font-normal text-pretty text-soft sm:text-sm">
      {tier.reachedAt === 0n
        ? t('tiers.fromStart')
        : t('tiers.reached', {
            amount: formatAmount(locale, formatMoney(tier.reachedAt), site.currency),
          })}
    </span>
  );
}

function Discount({ tier }: { tier: Tier }) {
  const { locale } = useFrame();
  const t = useText('pricing');
  return tier.discountBp === 0 ? (
    <span className="text-soft">{t('tiers.listPrice')}</span>
  ) : (
    <span className="text-xl font-semibold tracking-tight text-accent-text sm:text-2xl">
      <bdi dir="ltr">−{formatShare(locale, tier.discountBp, 2)}</bdi>
    </span>
  );
}

function Calls({ tier }: { tier: Tier }) {
  const { locale } = useFrame();
  const t = useText('pricing');
  return tier.requestsPerMinute === null
    ? t('tiers.unlimited')
    : t('tiers.perMinute', { count: formatCount(locale, tier.requestsPerMinute) });
}
