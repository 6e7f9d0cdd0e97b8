import { data, redirect } from 'react-router';
import { proveAgain, readTotp } from 'notpanel/auth/index.ts';
import { clientOf, fieldOf, nextOf, waitOf } from 'notpanel/web/server/account-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { AccountCard } from '../../ui/account-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { WaitNotice } from '../../ui/wait-notice.tsx';

export const headers = () => ({ 'cache-control': 'no-store' });

export async function loader({ request, context }: LoaderArgs) {
  const { app, site, visitor } = pageOf(context);
  if (!visitor) throw redirect('/sign-in');
  const { state } = await readTotp(app, site, visitor);
  return {
    email: visitor.email,
    query: new URL(request.url).search,
    asksCode: state === 'on',
  };
}

export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const { app, visitor } = page;
  if (!visitor) return redirect('/sign-in', { status: 303 });
  const form = await request.formData();
  const shown = { password: fieldOf(form, 'password'), code: fieldOf(form, 'code') };
  const outcome = await proveAgain(app, clientOf(page, request), visitor, shown);
  if (outcome.kind === 'proved') return redirect(nextOf(request), { status: 303 });
  if (outcome.kind === 'refused')
    return data({ wrong: outcome.wrong, wait: null }, { status: 422 });
  const wait = outcome.spent
    ? ({ spent: true } as const)
    : waitOf(outcome.retryAt, app.clock.now());
  return data({ wrong: null, wait }, { status: 429 });
}

/** Before keys, money and the ways in: it is still the same person. */
export default function ProvePage({
  loaderData: { email, query, asksCode },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('account');
  return (
    <>
      <Head title={t('prove.title')} description={t('prove.lead')} path="/prove" hidden />
      <AccountCard title={t('prove.title')} lead={t('prove.lead')}>
        {actionData?.wait ? <WaitNotice wait={actionData.wait} /> : null}
        <form method="post" action={query} className="grid gap-5">
          <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
          <Field
            label={t('password')}
            name="password"
            type="password"
            autoComplete="current-password"
            dir="ltr"
            required
            autoFocus={actionData?.wrong === 'password'}
            error={actionData?.wrong === 'password' ? t('faults.wrongPassword') : undefined}
          />
          {asksCode ? (
            <Field
              label={t('second.code')}
              name="code"
              autoComplete="one-time-code"
              dir="ltr"
              required
              autoFocus={actionData?.wrong === 'code'}
              className="font-mono"
              error={actionData?.wrong === 'code' ? t('second.wrong') : undefined}
            />
          ) : null}
          <Button type="submit" size="large">
            {t('prove.submit')}
          </Button>
        </form>
      </AccountCard>
    </>
  );
}
