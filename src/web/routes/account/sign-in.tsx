import { data, redirect } from 'react-router';
import { signIn, signInByPasskey, type SignedIn } from 'notpanel/auth/index.ts';
import {
  clientOf,
  fieldOf,
  jsonFieldOf,
  nextOf,
  waitOf,
  withCookies,
} from 'notpanel/web/server/account-form.ts';
import { pageOf, type Page } from 'notpanel/web/server/context.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { AccountCard } from '../../ui/account-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { WaitNotice } from '../../ui/wait-notice.tsx';

export const headers = () => ({ 'cache-control': 'no-store' });

export function loader({ request, context }: LoaderArgs) {
  const { visitor } = pageOf(context);
  if (visitor) throw redirect(nextOf(request));
  const url = new URL(request.url);
  const notice = url.searchParams.get('notice');
  return { query: url.search, isReset: notice === 'reset', isClosed: notice === 'closed' };
}

export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const client = clientOf(page, request);
  const email = fieldOf(form, 'email');
  const outcome =
    fieldOf(form, 'intent') === 'passkey'
      ? await signInByPasskey(page.app, page.site, client, jsonFieldOf(form, 'response'))
      : await signIn(page.app, page.site, client, { email, password: fieldOf(form, 'password') });
  return answerTo(page, request, outcome, email);
}

function answerTo(page: Page, request: Request, outcome: SignedIn, email: string) {
  const { app } = page;
  switch (outcome.kind) {
    case 'signed_in':
      return redirect(nextOf(request), {
        status: 303,
        headers: withCookies(outcome.cookies),
      });
    case 'second_factor':
      return redirect(`/two-factor${new URL(request.url).search}`, {
        status: 303,
        headers: withCookies(outcome.cookies),
      });
    case 'throttled': {
      const wait = outcome.spent
        ? ({ spent: true } as const)
        : waitOf(outcome.retryAt, app.clock.now());
      return data({ email, wrong: null, wait }, { status: 429 });
    }
    default:
      return data({ email, wrong: outcome.kind, wait: null }, { status: 422 });
  }
}

export default function SignInPage({
  loaderData: { query, isReset, isClosed },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('account');
  const wrong = actionData?.wrong;
  return (
    <>
      <Head title={t('signIn.title')} description={t('signIn.lead')} path="/sign-in" hidden />
      <AccountCard
        title={t('signIn.title')}
        lead={t('signIn.lead')}
        foot={t.rich('signIn.new', {
          a: (words) => (
            <A href={`/sign-up${query}`} className="font-medium text-ink underline">
              {words}
            </A>
          ),
        })}
      >
        {isReset && !actionData ? <Notice kind="done">{t('signIn.reset')}</Notice> : null}
        {isClosed && !actionData ? <Notice kind="done">{t('signIn.closed')}</Notice> : null}
        {actionData?.wait ? <WaitNotice wait={actionData.wait} /> : null}
        {wrong ? (
          <Notice kind="wrong">
            {wrong === 'suspended' ? t('signIn.suspended') : t('signIn.refused')}
          </Notice>
        ) : null}
        <form method="post" action={query} className="grid gap-5">
          <Field
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username webauthn"
            inputMode="email"
            dir="ltr"
            required
            defaultValue={actionData?.email}
          />
          <Field
            label={t('password')}
            name="password"
            type="password"
            autoComplete="current-password"
            dir="ltr"
            required
            maxLength={128}
            autoFocus={wrong !== null && wrong !== undefined}
          />
          <Button type="submit" size="large">
            {t('signIn.submit')}
          </Button>
        </form>
        <PasskeyForm query={query} />
        <p className="text-sm">
          <A href="/reset" className="text-soft underline hover:text-ink">
            {t('signIn.forgot')}
          </A>
        </p>
      </AccountCard>
    </>
  );
}

/** Shown by its script, where the browser knows passkeys. */
function PasskeyForm({ query }: { query: string }) {
  const t = useText('account');
  return (
    <form method="post" action={query} data-passkey="get" data-options="/sign-in/options" hidden>
      <input type="hidden" name="intent" value="passkey" />
      <input type="hidden" name="response" />
      <Button type="submit" kind="plain" size="large" className="w-full">
        {t('signIn.passkey')}
      </Button>
      <p
        role="alert"
        data-failed={t('signIn.passkeyFailed')}
        className="mt-2 text-sm text-canceled"
      />
      <script src="/passkeys.js" defer />
    </form>
  );
}
