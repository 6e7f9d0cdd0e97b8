import type { AffiliateRules } from 'notpanel/promotions/index.ts';
import { formatMoney } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount, formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';

/** The rules in words: those of today, which the next sign-up is bound under. */
export function Rules({ rules }: { rules: AffiliateRules }) {
  const { locale, site } = useFrame();
  const t = useText('affiliates');
  const { percentBp, firstOnly, months, holdDays, windowDays, minimumPayout } = rules;
  const share = formatShare(locale, percentBp, 2);
  const minimum = formatAmount(locale, formatMoney(minimumPayout), site.currency);
  const of = firstOnly ? 'first' : months === null ? 'all' : 'months';
  return (
    <ul className="grid list-disc gap-2 ps-5 text-sm text-soft marker:text-edge">
      {rules.active ? null : <li className="text-ink">{t('rules.ended')}</li>}
      <li>{t(`rules.of.${of}`, { share, months: months ?? 0 })}</li>
      <li>{t('rules.window', { days: windowDays })}</li>
      <li>{t('rules.hold', { days: holdDays })}</li>
      <li>{t('rules.back')}</li>
      <li>{t('rules.self')}</li>
      <li>{t('rules.minimum', { minimum })}</li>
    </ul>
  );
}
