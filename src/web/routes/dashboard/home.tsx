import { readSpending } from 'notpanel/billing/index.ts';
import { listKeys } from 'notpanel/keys/index.ts';
import { readBalance } from 'notpanel/ledger/index.ts';
import { ALL_ORDERS, countTabs, listOrders, readHeld } from 'notpanel/orders/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { readAttention } from 'notpanel/web/server/dashboard/attention.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FirstSteps } from './home/first-steps.tsx';
import { NeedsYou } from './home/needs-you.tsx';
import { RecentOrders } from './home/recent.tsx';
import { Spending } from './home/spending.tsx';
import { Standing } from './home/standing.tsx';

const DAYS = 14;
const RECENT = 8;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const { app } = page;
  const { accountId } = visitor;
  const now = new Date(app.clock.now());
  const balance = await readBalance(app, accountId);
  const [held, counts, recent, days, attention, keys] = await Promise.all([
    readHeld(app.db, accountId),
    countTabs(app.db, accountId),
    listOrders(app, accountId, { query: ALL_ORDERS, size: RECENT }),
    readSpending(app.db, accountId, { days: DAYS, now }),
    readAttention(page, visitor, balance),
    listKeys(app.db, accountId),
  ]);
  return {
    zone: visitor.timeZone,
    name: visitor.name,
    balance,
    held,
    open: counts.pending + counts.in_progress,
    orders: recent.orders,
    days,
    attention,
    hasKey: keys.some(({ revokedAt }) => revokedAt === null),
    isVerified: new URL(request.url).searchParams.get('done') === 'verified',
  };
}

/** What an account stands at, what it spends, and what waits for its customer. */
export default function HomePage({ loaderData }: PageProps<typeof loader>) {
  const { zone, name, balance, held, open, orders, days, attention, isVerified } = loaderData;
  const { site } = useFrame();
  const t = useText('dash');
  return (
    <>
      <Head title={t('nav.home')} description={site.name} path="/dashboard" hidden />
      <PageHead title={name ? t('hello', { name }) : t('nav.home')}>
        <Button as={A} href="/dashboard/new" size="small">
          {t('nav.new')}
        </Button>
      </PageHead>
      {isVerified ? (
        <div className="mb-6">
          <Notice kind="done">{t('verified')}</Notice>
        </div>
      ) : null}
      <div className="grid items-start gap-5 xl:grid-cols-[1fr_20rem]">
        <div className="grid gap-5">
          <Standing balance={balance} held={held} open={open} />
          {orders.length === 0 ? (
            <FirstSteps balance={balance} hasKey={loaderData.hasKey} />
          ) : (
            <RecentOrders orders={orders} zone={zone} />
          )}
        </div>
        <div className="grid gap-5 md:max-xl:grid-cols-2">
          <Spending days={days} />
          <NeedsYou items={attention} zone={zone} />
        </div>
      </div>
    </>
  );
}
