import { data, redirect } from 'react-router';
import { readPending, verifySecondFactor } from 'notpanel/auth/index.ts';
import {
  clientOf,
  fieldOf,
  nextOf,
  waitOf,
  withCookies,
} from 'notpanel/web/server/account-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { AccountCard } from '../../ui/account-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { WaitNotice } from '../../ui/wait-notice.tsx';

export const headers = () => ({ 'cache-control': 'no-store' });

export async function loader({ request, context }: LoaderArgs) {
  const { app, site, visitor } = pageOf(context);
  if (visitor) throw redirect(nextOf(request));
  const { search, searchParams } = new URL(request.url);
  const pending = await readPending(app, site, request.headers);
  if (!pending) throw redirect(`/sign-in${search}`);
  return { query: search, byRecovery: searchParams.get('by') === 'recovery' };
}

export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const { app, site } = page;
  const form = await request.formData();
  const code = fieldOf(form, 'code');
  const outcome = await verifySecondFactor(app, site, clientOf(page, request), code);
  switch (outcome.kind) {
    case 'signed_in':
      return redirect(nextOf(request), {
        status: 303,
        headers: withCookies(outcome.cookies),
      });
    case 'throttled': {
      const wait = outcome.spent
        ? ({ spent: true } as const)
        : waitOf(outcome.retryAt, app.clock.now());
      return data({ isWrong: false, wait }, { status: 429 });
    }
    case 'refused':
      return data({ isWrong: true, wait: null }, { status: 422 });
    default:
      return redirect('/sign-in', { status: 303 });
  }
}

export default function TwoFactorPage({
  loaderData: { query, byRecovery },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('account');
  const other = useHref(byRecovery ? '/two-factor' : '/two-factor?by=recovery');
  return (
    <>
      <Head title={t('second.title')} description={t('second.lead')} path="/two-factor" hidden />
      <AccountCard
        title={t('second.title')}
        lead={byRecovery ? t('second.recovery') : t('second.lead')}
        foot={
          <A href={other} className="underline hover:text-ink">
            {byRecovery ? t('second.byApp') : t('second.byRecovery')}
          </A>
        }
      >
        {actionData?.wait ? <WaitNotice wait={actionData.wait} /> : null}
        <form method="post" action={query} className="grid gap-5">
          <Field
            label={byRecovery ? t('second.recoveryCode') : t('second.code')}
            name="code"
            autoComplete="one-time-code"
            {...(byRecovery ? {} : { inputMode: 'numeric' as const, maxLength: 7 })}
            dir="ltr"
            required
            autoFocus={actionData?.isWrong}
            error={actionData?.isWrong ? t('second.wrong') : undefined}
          />
          <Button type="submit" size="large">
            {t('signIn.submit')}
          </Button>
        </form>
      </AccountCard>
    </>
  );
}
