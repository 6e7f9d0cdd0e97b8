import type { ReactNode } from 'react';
import { data, redirect } from 'react-router';
import { signUp } from 'notpanel/auth/index.ts';
import {
  clientOf,
  faultOf,
  fieldOf,
  nextOf,
  passwordFault,
} from 'notpanel/web/server/account-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { bindTo } from 'notpanel/web/server/referral.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useFrame } from '../../frame.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { AccountCard } from '../../ui/account-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';

export const headers = () => ({ 'cache-control': 'no-store' });

export function loader({ request, context }: LoaderArgs) {
  const { visitor } = pageOf(context);
  if (visitor) throw redirect(nextOf(request));
  const { search, searchParams } = new URL(request.url);
  return { query: search, isSent: searchParams.get('notice') === 'sent' };
}

export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const [email, password, name] = ['email', 'password', 'name'].map((one) =>
    fieldOf(form, one),
  ) as [string, string, string];
  try {
    const client = clientOf(page, request);
    const opened = bindTo(page, request, email);
    const { app, site, locale } = page;
    await signUp(app, site, client, { email, password, name, locale, opened });
    return redirect('/sign-up?notice=sent', { status: 303 });
  } catch (error) {
    const fault = faultOf(error);
    if (fault === 'busy') return data({ email, name, fault: 'busy' as const, why: null }, 429);
    const weak = passwordFault(password);
    const why = fault.field === 'password' || weak !== 'guessable' ? weak : null;
    return data({ email, name, fault: fault.field, why }, 422);
  }
}

export default function SignUpPage({
  loaderData: { query, isSent },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('account');
  if (isSent && !actionData) return <SentPage />;
  return (
    <>
      <Head title={t('signUp.title')} description={t('signUp.lead')} path="/sign-up" />
      <AccountCard
        title={t('signUp.title')}
        lead={t('signUp.lead')}
        foot={t.rich('signUp.known', {
          a: (words) => (
            <A href={`/sign-in${query}`} className="font-medium text-ink underline">
              {words}
            </A>
          ),
        })}
      >
        {actionData?.fault === 'busy' ? <Notice kind="wrong">{t('busy')}</Notice> : null}
        <form method="post" action={query} className="grid gap-5">
          <Fields {...actionData} />
          <Button type="submit" size="large">
            {t('signUp.submit')}
          </Button>
          <Terms />
        </form>
      </AccountCard>
    </>
  );
}

type Answer = {
  email: string;
  name: string;
  fault: string;
  why: 'short' | 'long' | 'guessable' | null;
};

function Fields({ email, name, fault, why }: Partial<Answer>) {
  const t = useText('account');
  return (
    <>
      <Field
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={100}
        defaultValue={name}
        error={fault === 'name' ? t('faults.name') : undefined}
        autoFocus={fault === 'name'}
      />
      <Field
        label={t('email')}
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        dir="ltr"
        required
        maxLength={254}
        defaultValue={email}
        error={fault === 'email' ? t('faults.email') : undefined}
        autoFocus={fault === 'email'}
      />
      <Field
        label={t('password')}
        name="password"
        type="password"
        autoComplete="new-password"
        dir="ltr"
        required
        minLength={8}
        maxLength={128}
        hint={t('passwordHint')}
        error={why ? t(`faults.${why}`) : undefined}
        autoFocus={fault === 'password'}
      />
    </>
  );
}

function Terms() {
  const t = useText('account');
  const link = (href: string) => (words: ReactNode) => (
    <A href={href} className="underline hover:text-ink">
      {words}
    </A>
  );
  return (
    <p className="text-sm text-soft">
      {t.rich('signUp.terms', { terms: link('/terms'), privacy: link('/privacy') })}
    </p>
  );
}

/** The same for an address that has an account and for one that has none. */
function SentPage() {
  const { site } = useFrame();
  const t = useText('account');
  return (
    <>
      <Head title={t('sent.title')} description={t('sent.lead')} path="/sign-up" hidden />
      <AccountCard
        title={t('sent.title')}
        lead={t('sent.lead')}
        foot={t.rich('sent.again', {
          a: (words) => (
            <A href="/verify" className="font-medium text-ink underline">
              {words}
            </A>
          ),
        })}
      >
        {site.demo ? <Notice>{t('sent.demo')}</Notice> : null}
        <Button as={A} href="/sign-in" kind="plain" size="large">
          {t('signIn.title')}
        </Button>
      </AccountCard>
    </>
  );
}
