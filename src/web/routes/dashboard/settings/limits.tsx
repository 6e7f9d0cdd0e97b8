import { formatMoney } from 'notpanel/lib/money.ts';
import type { SpendLimits } from 'notpanel/orders/index.ts';
import type { Fault } from 'notpanel/web/server/dashboard/settings-intents.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Price } from '../../../ui/price.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Receipt, ReceiptLine } from '../../../ui/receipt.tsx';
import { Section } from '../../../ui/section.tsx';

type Props = { limits: SpendLimits | null; fresh: boolean; wrong: Fault | undefined };

const SPANS = [
  ['daily', 'today'],
  ['monthly', 'thisMonth'],
] as const;

/** What orders may cost, and how much of that is gone. */
export function Limits({ limits, fresh, wrong }: Props) {
  const { site } = useFrame();
  const t = useText('settings');
  const bad = wrong && 'field' in wrong ? wrong.field : undefined;
  return (
    <Section id="limits" title={t('limits.title')} lead={t('limits.lead')}>
      {limits ? (
        <Receipt>
          {SPANS.map(([name, spent]) =>
            limits[name] === null ? null : (
              <ReceiptLine key={name} label={t(`limits.${spent}`)}>
                {t.rich('limits.of', {
                  spent: () => <Price amount={limits[spent]} />,
                  limit: () => <Price amount={limits[name] ?? limits[spent]} />,
                })}
              </ReceiptLine>
            ),
          )}
        </Receipt>
      ) : null}
      {fresh ? (
        <form method="post" className="grid gap-5">
          <input type="hidden" name="intent" value="limits" />
          <div className="grid gap-5 sm:grid-cols-2">
            {SPANS.map(([name]) => (
              <Field
                key={name}
                label={t(`limits.${name}`, { currency: site.currency })}
                name={name}
                inputMode="decimal"
                dir="ltr"
                maxLength={20}
                hint={t('limits.none')}
                defaultValue={limits?.[name] == null ? '' : formatMoney(limits[name])}
                error={bad === name ? t('limits.bad') : undefined}
                autoFocus={bad === name}
              />
            ))}
          </div>
          <Button type="submit" className="justify-self-start">
            {t('save')}
          </Button>
        </form>
      ) : (
        <ProveFirst section="limits" />
      )}
    </Section>
  );
}
