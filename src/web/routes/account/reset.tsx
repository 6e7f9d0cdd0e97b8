import { data, redirect } from 'react-router';
import { isLinkGood, requestLink, resetPassword } from 'notpanel/auth/index.ts';
import { clientOf, faultOf, fieldOf, passwordFault } from 'notpanel/web/server/account-form.ts';
import { pageOf, type Page } from 'notpanel/web/server/context.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { AccountCard } from '../../ui/account-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { LinkForm } from '../../ui/link-form.tsx';
import { Notice } from '../../ui/notice.tsx';

export const headers = () => ({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });

/** A form that asks for a link, or, by a good link, one for the new password. */
export async function loader({ request, context }: LoaderArgs) {
  const { searchParams } = new URL(request.url);
  const token = searchParams.get('token');
  if (token === null) {
    const isSent = searchParams.get('notice') === 'sent';
    return { shows: isSent ? ('sent' as const) : ('ask' as const), email: '' };
  }
  const link = await isLinkGood(pageOf(context).app, 'reset', token);
  return { shows: link ? ('set' as const) : ('bad' as const), email: link?.email ?? '' };
}

export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const token = new URL(request.url).searchParams.get('token');
  if (token !== null) return setPassword(page, request, token, fieldOf(form, 'password'));
  try {
    const asked = { purpose: 'reset', email: fieldOf(form, 'email') } as const;
    await requestLink(page.app, page.site, clientOf(page, request), asked);
  } catch (error) {
    const fault = faultOf(error);
    return fault === 'busy' ? refused('busy', 429) : refused('email');
  }
  return redirect('/reset?notice=sent', { status: 303 });
}

type Fault = 'email' | 'busy' | 'short' | 'long' | 'guessable';

const refused = (fault: Fault, status = 422) => data({ fault }, { status });

async function setPassword(page: Page, request: Request, token: string, password: string) {
  const { app, site } = page;
  try {
    const given = { token, password };
    const isSet = await resetPassword(app, site, clientOf(page, request), given);
    const then = isSet ? '/sign-in?notice=reset' : '/reset?token=';
    return redirect(then, { status: 303 });
  } catch (error) {
    return faultOf(error) === 'busy' ? refused('busy', 429) : refused(passwordFault(password));
  }
}

export default function ResetPage({
  loaderData: { shows, email },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('account');
  const title = shows === 'sent' ? t('sent.title') : t('reset.title');
  const fault = actionData?.fault ?? null;
  return (
    <>
      <Head title={title} description={t('reset.ask')} path="/reset" hidden />
      {shows === 'ask' || shows === 'bad' ? (
        <LinkForm
          action="/reset"
          title={title}
          lead={shows === 'bad' ? t('reset.bad') : t('reset.ask')}
          submit={t('reset.send')}
          fault={fault === 'email' || fault === 'busy' ? fault : null}
        />
      ) : null}
      {shows === 'sent' ? <AccountCard title={title}>{t('reset.sent')}</AccountCard> : null}
      {shows === 'set' ? <NewPassword email={email} fault={fault} /> : null}
    </>
  );
}

function NewPassword({ email, fault }: { email: string; fault: Fault | null }) {
  const t = useText('account');
  const why = fault === null || fault === 'busy' || fault === 'email' ? null : fault;
  return (
    <AccountCard title={t('reset.title')} lead={t('reset.set', { email })}>
      {fault === 'busy' ? <Notice kind="wrong">{t('busy')}</Notice> : null}
      <form method="post" className="grid gap-5">
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
        <Field
          label={t('newPassword')}
          name="password"
          type="password"
          autoComplete="new-password"
          dir="ltr"
          required
          minLength={8}
          maxLength={128}
          autoFocus={why !== null}
          hint={t('passwordHint')}
          error={why ? t(`faults.${why}`) : undefined}
        />
        <Button type="submit" size="large">
          {t('reset.submit')}
        </Button>
      </form>
    </AccountCard>
  );
}
