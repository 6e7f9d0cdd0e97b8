import { listSignIns, readTotp } from 'notpanel/auth/index.ts';
import { listKeys } from 'notpanel/keys/index.ts';
import { readBalance } from 'notpanel/ledger/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Price } from '../../ui/price.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../ui/receipt.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const { app, site } = page;
  const now = new Date(app.clock.now());
  const [balance, keys, totp, [, before]] = await Promise.all([
    readBalance(app, visitor.accountId),
    listKeys(app.db, visitor.accountId),
    readTotp(app, site, visitor),
    listSignIns(app.db, visitor.userId, 2),
  ]);
  return {
    visitor,
    balance,
    keys: keys.filter((key) => !key.revokedAt && (!key.expiresAt || key.expiresAt > now)),
    hasSecondStep: totp.state === 'on',
    before: before ?? null,
    isVerified: new URL(request.url).searchParams.get('done') === 'verified',
  };
}

/** What an account stands at. */
export default function DashboardPage({ loaderData }: PageProps<typeof loader>) {
  const { visitor, balance, hasSecondStep, before, isVerified } = loaderData;
  const { site } = useFrame();
  const t = useText('settings');
  return (
    <>
      <Head title={t('overview.title')} description={site.name} path="/dashboard" hidden />
      <div className="grid gap-8">
        <h1 className="text-3xl font-semibold tracking-tight">
          {visitor.name ? t('overview.hello', { name: visitor.name }) : t('overview.title')}
        </h1>
        {isVerified ? <Notice kind="done">{t('overview.verified')}</Notice> : null}
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <section className="rounded-lg border border-line bg-card p-6">
            <h2 className="mb-4 font-medium">{t('overview.account')}</h2>
            <Receipt>
              <ReceiptLine label={<span className="whitespace-nowrap">{t('overview.email')}</span>}>
                <bdi className="break-all">{visitor.email}</bdi>
              </ReceiptLine>
              <ReceiptLine label={t('overview.secondStep')}>
                {hasSecondStep ? (
                  t('overview.on')
                ) : (
                  <A href="/dashboard/settings#second" className="underline">
                    {t('overview.turnOn')}
                  </A>
                )}
              </ReceiptLine>
              {before ? (
                <ReceiptLine label={t('overview.before')}>
                  <Moment at={before.at} zone={visitor.timeZone} />
                </ReceiptLine>
              ) : null}
              <ReceiptTotal label={t('overview.balance')}>
                <Price amount={balance} />
              </ReceiptTotal>
            </Receipt>
          </section>
          <Keys keys={loaderData.keys} zone={visitor.timeZone} />
        </div>
      </div>
    </>
  );
}

type Props = { keys: Awaited<ReturnType<typeof loader>>['keys']; zone: string };

function Keys({ keys, zone }: Props) {
  const t = useText('settings');
  return (
    <section className="rounded-lg border border-line bg-card p-6">
      <h2 className="mb-4 font-medium">{t('keys.title')}</h2>
      {keys.length === 0 ? (
        <p className="mb-5 max-w-prose text-sm text-soft">{t('keys.none')}</p>
      ) : (
        <ul className="mb-5 grid gap-3 text-sm">
          {keys.map((key) => (
            <li key={key.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>
                {key.name}{' '}
                <code dir="ltr" className="font-mono text-xs text-soft">
                  {key.hint}…
                </code>
              </span>
              <span className="text-soft">
                {key.lastUsed ? <Moment at={key.lastUsed.at} zone={zone} /> : t('keys.unused')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-3">
        <Button as={A} href="/dashboard/api" kind={keys.length === 0 ? 'primary' : 'plain'}>
          {keys.length === 0 ? t('keys.first') : t('keys.manage')}
        </Button>
        <Button as={A} href="/developers" kind="quiet">
          {t('keys.docs')}
        </Button>
      </div>
    </section>
  );
}
