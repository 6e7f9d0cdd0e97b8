import type { Closing } from 'notpanel/privacy/index.ts';
import type { Fault } from 'notpanel/web/server/dashboard/settings-intents.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Price } from '../../../ui/price.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Receipt, ReceiptTotal } from '../../../ui/receipt.tsx';
import { Section } from '../../../ui/section.tsx';

/** A copy of all that is stored. */
export function OwnData({ fresh }: { fresh: boolean }) {
  const t = useText('settings');
  return (
    <Section id="data" title={t('data.title')} lead={t('data.lead')}>
      {fresh ? (
        <Button
          as={A}
          href="/dashboard/settings/export.json"
          kind="plain"
          download
          className="justify-self-start"
        >
          {t('data.get')}
        </Button>
      ) : (
        <ProveFirst section="data" />
      )}
    </Section>
  );
}

type Props = { closing: Closing; email: string; fresh: boolean; wrong: Fault | undefined };

/** The end of an account: what it comes to, what stands in the way, and the form. */
export function Ending({ closing, email, fresh, wrong }: Props) {
  const t = useText('settings');
  const isWrong = wrong !== undefined;
  return (
    <Section id="close" title={t('close.title')} lead={t('close.lead')}>
      <Receipt>
        <ReceiptTotal label={t('close.balance')}>
          <Price amount={closing.balance} />
        </ReceiptTotal>
      </Receipt>
      {closing.balance > 0n ? (
        <p className="text-sm text-soft">
          {t.rich('close.payout', {
            a: (words) => (
              <A href="/dashboard/wallet/refund" className="underline hover:text-ink">
                {words}
              </A>
            ),
          })}
        </p>
      ) : null}
      {closing.obstacles.map((obstacle) => (
        <Notice key={obstacle} kind="warning">
          {t(`close.obstacles.${obstacle}`)}
        </Notice>
      ))}
      {closing.obstacles.length > 0 ? null : fresh ? (
        <form method="post" className="grid gap-5">
          <input type="hidden" name="intent" value="close" />
          <Field
            label={t('close.confirm')}
            name="email"
            type="email"
            dir="ltr"
            required
            autoComplete="off"
            placeholder={email}
            error={isWrong ? t('close.bad') : undefined}
            autoFocus={isWrong}
          />
          <Button type="submit" kind="danger" className="justify-self-start">
            {t('close.now')}
          </Button>
        </form>
      ) : (
        <ProveFirst section="close" />
      )}
    </Section>
  );
}
