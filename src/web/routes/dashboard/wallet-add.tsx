import { randomUUID } from 'node:crypto';
import { listPayments } from 'notpanel/payments/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { ADD_FUNDS_INTENTS } from 'notpanel/web/server/dashboard/payment-intents.ts';
import {
  readAddFunds,
  readTierProgress,
  type AddFunds,
} from 'notpanel/web/server/dashboard/read-add-funds.ts';
import { ZERO } from 'notpanel/lib/money.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Bill } from './wallet-add/bill.tsx';
import { Unfinished } from './wallet-add/unfinished.tsx';
import { WishForm } from './wallet-add/wish-form.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const query = new URL(request.url).searchParams;
  const read = await readAddFunds(page.app, accountId, {
    amount: query.get('amount') ?? '',
    way: query.get('way') ?? '',
    coupon: query.get('coupon') ?? '',
  });
  const [tier, unfinished] = await Promise.all([
    readTierProgress(page.app, accountId, read.quote?.amount ?? ZERO),
    listPayments(page.app.db, { accountId, states: UNFINISHED, limit: MOST_UNFINISHED }),
  ]);
  return { read, tier, unfinished, zone: timeZone, requestId: randomUUID() };
}

const UNFINISHED = ['open', 'reported', 'processing', 'partial'] as const;
const MOST_UNFINISHED = 5;

export const action = (args: ActionArgs) => act(ADD_FUNDS_INTENTS, args);

/** Money in: how much, by what means, and exactly what is paid for it. */
export default function AddFundsPage({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('pay');
  const wallet = useText('wallet');
  const read: AddFunds = actionData ?? loaderData.read;
  const requestId = actionData?.requestId || loaderData.requestId;
  return (
    <>
      <Head
        title={t('add.title')}
        description={t('add.lead')}
        path="/dashboard/wallet/add"
        hidden
      />
      <PageHead
        title={t('add.title')}
        lead={t('add.lead')}
        trail={[{ href: '/dashboard/wallet', label: wallet('title') }]}
      />
      {read.way === undefined ? (
        <Empty title={t('add.none')}>
          <Button as={A} href="/dashboard/tickets/new" kind="plain">
            {t('add.askUs')}
          </Button>
        </Empty>
      ) : (
        <div className="grid max-w-5xl gap-4">
          {actionData?.failed ? (
            <Notice kind="wrong">{t(`failed.${actionData.failed}`)}</Notice>
          ) : null}
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <WishForm read={read} way={read.way} />
            <Bill read={read} tier={loaderData.tier} requestId={requestId} />
          </div>
          <Unfinished payments={loaderData.unfinished} zone={loaderData.zone} />
        </div>
      )}
    </>
  );
}
