import { useText } from '../text.ts';
import { useHref } from './a.tsx';
import { AccountCard } from './account-card.tsx';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Notice } from './notice.tsx';

type Props = {
  action: string;
  title: string;
  lead: string;
  submit: string;
  fault: 'email' | 'busy' | null;
};

/** Asks for the address that a link is mailed to. */
export function LinkForm({ action, title, lead, submit, fault }: Props) {
  const t = useText('account');
  return (
    <AccountCard title={title} lead={lead}>
      {fault === 'busy' ? <Notice kind="wrong">{t('busy')}</Notice> : null}
      <form method="post" action={useHref(action)} className="grid gap-5">
        <Field
          label={t('email')}
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          dir="ltr"
          required
          maxLength={254}
          error={fault === 'email' ? t('faults.email') : undefined}
          autoFocus={fault === 'email'}
        />
        <Button type="submit" size="large">
          {submit}
        </Button>
      </form>
    </AccountCard>
  );
}
