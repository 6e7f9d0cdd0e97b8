import { randomUUID } from 'node:crypto';
import { readAffiliate } from 'notpanel/promotions/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { AFFILIATE_INTENTS } from 'notpanel/web/server/dashboard/affiliate-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import { formatCount } from '../../numbers.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Balance } from './affiliates/balance.tsx';
import { Commissions } from './affiliates/commissions.tsx';
import { Payouts, SignUps } from './affiliates/lists.tsx';
import { Rules } from './affiliates/rules.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone, fresh } = signedIn(page);
  const { referrals, ...view } = await readAffiliate(page.app, accountId);
  return {
    view,
    // Why somebody does not count is between the operator and whoever asks.
    signUps: referrals.map(({ who, at, earned, refused }) => ({
      ...{ who, at, earned, counts: refused === null },
    })),
    ...{ zone, fresh, requestId: randomUUID() },
    isPaid: new URL(request.url).searchParams.get('done') === 'paid',
  };
}

export const action = (args: ActionArgs) => act(AFFILIATE_INTENTS, args);

/** What somebody earns by bringing customers. */
export default function AffiliatesPage({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { view, signUps, zone, fresh, requestId, isPaid } = loaderData;
  const t = useText('affiliates');
  const fault = actionData?.fault ?? null;
  return (
    <>
      <Head title={t('title')} description={t('lead')} path="/dashboard/affiliates" hidden />
      <PageHead title={t('title')} lead={t('lead')} />
      <div className="grid gap-6">
        {fault ? <Notice kind="wrong">{t(`faults.${fault}`)}</Notice> : null}
        {isPaid && !fault ? <Notice kind="done">{t('isPaid')}</Notice> : null}
        {view.code === null ? (
          <Join view={view} />
        ) : (
          <>
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
              <div className="grid min-w-0 gap-6">
                <Link code={view.code} />
                <Figures view={view} />
                {view.rules ? (
                  <Card title={t('rules.title')}>
                    <Rules rules={view.rules} />
                  </Card>
                ) : null}
              </div>
              <Balance view={view} fresh={fresh} requestId={requestId} />
            </div>
            <Commissions rows={view.commissions} zone={zone} />
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <SignUps rows={signUps} zone={zone} />
              <Payouts rows={view.payouts} zone={zone} />
            </div>
          </>
        )}
      </div>
    </>
  );
}

type View = PageProps<typeof loader>['loaderData']['view'];

function Join({ view: { rules } }: { view: View }) {
  const t = useText('affiliates');
  if (!rules?.active) return <Empty title={t('none')} />;
  return (
    <Card title={t('rules.title')} className="max-w-2xl">
      <Rules rules={rules} />
      <form method="post" className="mt-5">
        <input type="hidden" name="intent" value="join" />
        <Button type="submit">{t('join')}</Button>
      </form>
    </Card>
  );
}

function Link({ code }: { code: string }) {
  const { site } = useFrame();
  const t = useText('affiliates');
  return <Code title={t('link')}>{`${site.url}/r/${code}`}</Code>;
}

function Figures({ view }: { view: View }) {
  const { locale } = useFrame();
  const t = useText('affiliates');
  const figures = [
    ['clicksOfMonth', view.clicksOfMonth],
    ['clicks', view.clicks],
    ['signUps', view.referralCount],
  ] as const;
  return (
    <dl className="grid grid-cols-3 divide-x divide-line rounded-lg border border-line bg-card">
      {figures.map(([name, figure]) => (
        <div key={name} className="grid content-between gap-1 px-4 py-3.5 sm:px-5">
          <dt className="text-xs text-soft sm:text-sm">{t(`figures.${name}`)}</dt>
          <dd className="text-xl font-semibold tracking-tight tabular-nums">
            {formatCount(locale, figure)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
