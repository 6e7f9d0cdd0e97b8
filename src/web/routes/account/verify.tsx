import { data, redirect } from 'react-router';
import { confirmEmailChange, isLinkGood, requestLink, verifyEmail } from 'notpanel/auth/index.ts';
import {
  clientOf,
  faultOf,
  fieldOf,
  waitOf,
  withCookies,
} from 'notpanel/web/server/account-form.ts';
import { pageOf, type Page } from 'notpanel/web/server/context.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { AccountCard } from '../../ui/account-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { LinkForm } from '../../ui/link-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { WaitNotice, type Waiting } from '../../ui/wait-notice.tsx';

export const headers = () => ({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });

/** What a mailed link asks for, or a form that asks for a new link. */
export async function loader({ request, context }: LoaderArgs) {
  const { app, visitor } = pageOf(context);
  const { searchParams } = new URL(request.url);
  const change = searchParams.get('change');
  if (change !== null) {
    if (!visitor) {
      const next = encodeURIComponent(`/verify?change=${change}`);
      throw redirect(`/sign-in?next=${next}`);
    }
    const link = await isLinkGood(app, 'email', change);
    return { shows: link ? ('change' as const) : ('bad' as const), email: link?.email ?? '' };
  }
  const token = searchParams.get('token');
  if (token === null) {
    const isSent = searchParams.get('notice') === 'sent';
    return { shows: isSent ? ('sent' as const) : ('ask' as const), email: '' };
  }
  const link = await isLinkGood(app, 'verify', token);
  return { shows: link ? ('prove' as const) : ('bad' as const), email: link?.email ?? '' };
}

type Answer = { fault: 'email' | 'busy' | 'password' | 'taken' | null; wait: Waiting | null };

const refused = (answer: Partial<Answer>, status = 422) =>
  data<Answer>({ fault: null, wait: null, ...answer }, { status });

export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const { searchParams } = new URL(request.url);
  const change = searchParams.get('change');
  const token = searchParams.get('token');
  if (change !== null) return takeChange(page, change);
  if (token !== null) return prove(page, request, token, fieldOf(form, 'password'));
  try {
    const asked = { purpose: 'verify', email: fieldOf(form, 'email') } as const;
    await requestLink(page.app, page.site, clientOf(page, request), asked);
  } catch (error) {
    const fault = faultOf(error);
    return fault === 'busy' ? refused({ fault }, 429) : refused({ fault: 'email' });
  }
  return redirect('/verify?notice=sent', { status: 303 });
}

async function takeChange(page: Page, token: string) {
  const { app, site, visitor } = page;
  if (!visitor) return redirect('/sign-in', { status: 303 });
  try {
    await confirmEmailChange(app, site, visitor, token);
  } catch (error) {
    faultOf(error);
    return refused({ fault: 'taken' });
  }
  return redirect('/dashboard/settings?done=email', { status: 303 });
}

async function prove(page: Page, request: Request, token: string, password: string) {
  const { app, site } = page;
  const outcome = await verifyEmail(app, site, clientOf(page, request), { token, password });
  switch (outcome.kind) {
    case 'signed_in':
      return redirect('/dashboard?done=verified', {
        status: 303,
        headers: withCookies(outcome.cookies),
      });
    case 'second_factor':
      return redirect('/two-factor', {
        status: 303,
        headers: withCookies(outcome.cookies),
      });
    case 'bad_link':
      return redirect('/verify?token=', { status: 303 });
    case 'throttled':
      return refused(
        { wait: outcome.spent ? { spent: true } : waitOf(outcome.retryAt, app.clock.now()) },
        429,
      );
    default:
      return refused({ fault: 'password' });
  }
}

export default function VerifyPage({
  loaderData: { shows, email },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('account');
  const title = shows === 'sent' ? t('sent.title') : t('verify.title');
  return (
    <>
      <Head title={title} description={t('verify.ask')} path="/verify" hidden />
      {shows === 'ask' || shows === 'bad' ? (
        <LinkForm
          action="/verify"
          title={title}
          lead={shows === 'bad' ? t('verify.bad') : t('verify.ask')}
          submit={t('verify.send')}
          fault={
            actionData?.fault === 'email' || actionData?.fault === 'busy' ? actionData.fault : null
          }
        />
      ) : null}
      {shows === 'sent' ? <AccountCard title={title}>{t('verify.sent')}</AccountCard> : null}
      {shows === 'change' ? (
        <AccountCard title={title} lead={t('verify.change', { email })}>
          {actionData?.fault === 'taken' ? <Notice kind="wrong">{t('verify.taken')}</Notice> : null}
          <form method="post">
            <Button type="submit" size="large" className="w-full">
              {t('verify.confirm')}
            </Button>
          </form>
        </AccountCard>
      ) : null}
      {shows === 'prove' ? <ProveForm email={email} actionData={actionData} /> : null}
    </>
  );
}

function ProveForm({ email, actionData }: { email: string; actionData: Answer | undefined }) {
  const t = useText('account');
  return (
    <AccountCard title={t('verify.title')} lead={t('verify.prove', { email })}>
      {actionData?.wait ? <WaitNotice wait={actionData.wait} /> : null}
      <form method="post" className="grid gap-5">
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
        <Field
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          dir="ltr"
          required
          autoFocus={actionData?.fault === 'password'}
          error={actionData?.fault === 'password' ? t('faults.wrongPassword') : undefined}
        />
        <Button type="submit" size="large">
          {t('verify.confirm')}
        </Button>
      </form>
    </AccountCard>
  );
}
