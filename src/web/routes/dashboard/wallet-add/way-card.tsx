import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import type { Means, Way } from 'notpanel/payments/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount, formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { IconName } from '../../../ui/icons.ts';

const ICONS: Record<Means, IconName> = {
  card: 'card',
  crypto: 'coin',
  transfer: 'bank',
  test: 'trial',
};

/** A way to pay with all that is known before: its fee, and what it brings on top. */
export function WayCard({ way, isChosen }: { way: Way; isChosen: boolean }) {
  const t = useText('pay');
  const { locale, site } = useFrame();
  const amount = (value: Money) => formatAmount(locale, formatMoney(value), site.currency);
  const share = (bp: number) => formatShare(locale, bp, 2);
  const [best] = way.bonuses.toReversed();
  return (
    <label className="grid cursor-pointer grid-cols-[auto_1fr_auto] items-start gap-x-3 gap-y-0.5 rounded-md border border-line px-3.5 py-3 hover:border-edge has-checked:border-ink has-checked:bg-sunken">
      <input
        type="radio"
        name="way"
        value={way.name}
        defaultChecked={isChosen}
        data-go=""
        className="mt-1 size-4 accent-ink"
      />
      <span className="min-w-0">
        <bdi className="font-medium">{way.label}</bdi>
        <span className="block text-sm text-soft">{t(`means.${way.means}`)}</span>
        {best ? (
          <span className="mt-0.5 block text-sm text-completed">
            {way.bonuses.length > 1
              ? t('add.bonuses', { share: share(best.bonusBp) })
              : t('add.bonusFrom', { share: share(best.bonusBp), from: amount(best.from) })}
          </span>
        ) : null}
      </span>
      <span className="grid justify-items-end gap-1.5">
        <Icon name={ICONS[way.means]} className="size-5 text-soft" />
        <span className="text-sm text-soft">{feeText()}</span>
      </span>
    </label>
  );

  function feeText(): string {
    if (way.feeBp === 0 && way.feeFixed === 0n) return t('add.noFee');
    if (way.feeFixed === 0n) return t('add.feeShare', { share: share(way.feeBp) });
    if (way.feeBp === 0) return t('add.feeShare', { share: amount(way.feeFixed) });
    return t('add.feeBoth', { share: share(way.feeBp), fixed: amount(way.feeFixed) });
  }
}
