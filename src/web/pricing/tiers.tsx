import type { Tier } from 'notpanel/accounts/index.ts';
import { discountRate, formatMoney, type Rate } from 'notpanel/lib/money.ts';
import { useFrame } from '../frame.ts';
import { formatAmount, formatCount, formatShare } from '../numbers.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Price } from '../ui/price.tsx';
import { PriceNote } from '../ui/price-note.tsx';

type Props = { tiers: readonly Tier[]; cheapest: { rate: Rate; serviceId: number } | null };

const HEAD = 'p-4 font-mono text-xs font-normal text-soft sm:px-6';
const CELL = 'p-4 align-middle sm:px-6';

/** Each tier: when it is reached, what it takes off, how many calls it allows. */
export function Tiers({ tiers, cheapest }: Props) {
  const t = useText('pricing');
  return (
    <section className="page" aria-label={t('tiers.label')}>
      <div className="overflow-hidden rounded-lg border border-line bg-card">
        <table className="w-full">
          <thead className="border-b border-line">
            <tr>
              <th scope="col" className={`${HEAD} text-start`}>
                {t('tiers.label')}
              </th>
              <th scope="col" className={`${HEAD} text-end`}>
                {t('tiers.discount')}
              </th>
              <th scope="col" className={`${HEAD} text-end`}>
                {t('tiers.calls')}
              </th>
              {cheapest ? (
                <th scope="col" className={`${HEAD} text-end max-md:hidden`}>
                  {t('tiers.example')}{' '}
                  <A
                    href={`/services/${cheapest.serviceId}`}
                    className="underline underline-offset-4 hover:text-ink"
                  >
                    {t('tiers.service', { id: String(cheapest.serviceId) })}
                  </A>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <Row key={tier.id} tier={tier} cheapest={cheapest} />
            ))}
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

function Row({ tier, cheapest }: { tier: Tier } & Pick<Props, 'cheapest'>) {
  const { locale } = useFrame();
  const t = useText('pricing');
  const { name, discountBp, requestsPerMinute } = tier;
  return (
    <tr className="border-t border-line first:border-t-0">
      <th scope="row" className={`${CELL} text-start`}>
        <span className="block text-lg font-semibold tracking-tight">{name}</span>
        <Reached tier={tier} />
      </th>
      <td className={`${CELL} text-end`}>
        {discountBp === 0 ? (
          <span className="text-sm text-soft">{t('tiers.listPrice')}</span>
        ) : (
          <bdi className="text-2xl font-semibold tracking-tight text-accent-text sm:text-3xl">
            {formatShare(locale, -discountBp, 2)}
          </bdi>
        )}
      </td>
      <td className={`${CELL} text-end text-sm`}>
        {requestsPerMinute === null
          ? t('tiers.unlimited')
          : t('tiers.perMinute', { count: formatCount(locale, requestsPerMinute) })}
      </td>
      {cheapest ? (
        <td className={`${CELL} text-end text-sm font-medium max-md:hidden`}>
          <Price rate={discountRate(cheapest.rate, [discountBp])} className="justify-items-end" />
        </td>
      ) : null}
    </tr>
  );
}

function Reached({ tier: { reachedAt } }: { tier: Tier }) {
  const { site, locale } = useFrame();
  const t = useText('pricing');
  const amount = formatAmount(locale, formatMoney(reachedAt), site.currency);
  return (
    <span className="mt-0.5 block text-sm font-normal text-pretty text-soft">
      {reachedAt === 0n ? t('tiers.fromStart') : t('tiers.reached', { amount })}
    </span>
  );
}
