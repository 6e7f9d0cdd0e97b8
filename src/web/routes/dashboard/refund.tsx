import { randomUUID } from 'node:crypto';
import {
  listRefunds,
  paymentText,
  readRefundable,
  REFUND_GOAL_DAYS,
  refundText,
} from 'notpanel/payments/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { REFUND_INTENTS } from 'notpanel/web/server/dashboard/wallet-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { RefundForm } from './wallet/refund-form.tsx';
import { Refunds } from './wallet/refunds.tsx';
import { WalletTabs } from './wallet/wallet-tabs.tsx';

const PATH = '/dashboard/wallet/refund';
const SHOWN = 50;

export async function loader({ request, context }: LoaderArgs) {
  const { app } = pageOf(context);
  const { accountId, timeZone: zone } = signedIn(pageOf(context));
  const [refundable, refunds] = await Promise.all([
    readRefundable(app.db, accountId),
    listRefunds(app.db, { accountId, limit: SHOWN }),
  ]);
  return {
    payments: refundable.map(({ paymentId, amount }) => ({ name: paymentText(paymentId), amount })),
    refunds: refunds.map((one) => ({
      ...one,
      name: refundText(one.id),
      payment: paymentText(one.paymentId),
    })),
    days: REFUND_GOAL_DAYS,
    request: randomUUID(),
    isRequested: new URL(request.url).searchParams.get('done') === 'requested',
    zone,
  };
}

export const action = (args: ActionArgs) => act(REFUND_INTENTS, args);

/** Money back where it came from: what can be had, and what was asked for. */
export default function RefundPage(props: PageProps<typeof loader, typeof action>) {
  const { payments, refunds, days, request, isRequested, zone } = props.loaderData;
  const t = useText('wallet');
  return (
    <>
      <Head title={t('refund.title')} description={t('refund.lead')} path={PATH} hidden />
      <PageHead title={t('refund.title')} lead={t('refund.lead')} />
      <WalletTabs here="refund" />
      {isRequested && !props.actionData ? (
        <div className="mb-6">
          <Notice kind="done">{t('refund.requested', { days })}</Notice>
        </div>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-6">
          <RefundForm payments={payments} request={request} shown={props.actionData} />
          <Refunds refunds={refunds} zone={zone} />
        </div>
        <section className="text-sm text-soft">
          <h2 className="font-medium text-ink">{t('refund.rules.title')}</h2>
          <ul className="mt-3 grid gap-2.5">
            {(['order', 'bonus', 'amount', 'hold'] as const).map((name) => (
              <li key={name}>{t(`refund.rules.${name}`)}</li>
            ))}
            <li>{t('refund.rules.goal', { days })}</li>
          </ul>
        </section>
      </div>
    </>
  );
}
