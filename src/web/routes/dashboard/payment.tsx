import { readInstructions, readPayment, readPaymentSteps } from 'notpanel/payments/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { found, idOf } from 'notpanel/web/server/dashboard/found.ts';
import { PAYMENT_INTENTS } from 'notpanel/web/server/dashboard/payment-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Card } from '../../ui/card.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { Doing } from './payment/doing.tsx';
import { Onward } from './payment/onward.tsx';
import { Sums } from './payment/sums.tsx';
import { Steps } from './payment/steps.tsx';
import { PaymentStatus } from './payment/payment-status.tsx';
import { waitOf } from './payment/waiting.ts';
import { Crumbs } from '../../ui/crumbs.tsx';

export async function loader({ request, context, params }: LoaderArgs) {
  const page = pageOf(context);
  const { app } = page;
  const { accountId, timeZone } = signedIn(page);
  const id = idOf(params['id'], 'pay_');
  const payment = await found(readPayment(app.db, id, accountId));
  const isByHand = payment.gateway.kind === 'manual';
  const [instructions, steps] = await Promise.all([
    isByHand ? readInstructions(app, payment) : null,
    readPaymentSteps(app.db, id),
  ]);
  const query = new URL(request.url).searchParams;
  return {
    payment,
    instructions,
    steps,
    zone: timeZone,
    now: new Date(app.clock.now()),
    isLeaving: query.get('go') === '1' && payment.state === 'open' && payment.url !== null,
    isUnreached: query.get('done') === 'unreached',
  };
}

export const action = (args: ActionArgs) => act(PAYMENT_INTENTS, args);

/** A payment as a receipt: what was asked, what came, what it brought, and what it waits for. */
export default function PaymentPage({
  loaderData: { payment, instructions, steps, zone, now, isLeaving, isUnreached },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('pay');
  const wallet = useText('wallet');
  const name = `pay_${payment.id}`;
  const wait = isLeaving ? null : waitOf(payment, now);
  return (
    <>
      <Head
        title={t('one.title', { name })}
        description={t('one.lead')}
        path={`/dashboard/wallet/payments/${name}`}
        hidden
      />
      {isLeaving && payment.url !== null ? <Onward url={payment.url} /> : null}
      <div id="payment" className="grid max-w-5xl gap-5" {...(wait && { 'data-poll': wait })}>
        {wait ? (
          <noscript>
            <meta httpEquiv="refresh" content={String(wait)} />
          </noscript>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="basis-full -mb-2">
            <Crumbs trail={[{ href: '/dashboard/wallet', label: wallet('title') }]} />
          </div>
          <h1 className="text-2xl font-semibold tracking-tight">
            {t.rich('one.heading', {
              name,
              id: (words) => <bdi className="font-mono text-xl font-normal text-soft">{words}</bdi>,
            })}
          </h1>
          <span role="status">
            <PaymentStatus payment={payment} />
          </span>
        </div>
        {isUnreached ? (
          <Notice kind="warning">{t('one.unreached', { label: payment.gateway.label })}</Notice>
        ) : null}
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-5">
            <Doing
              {...{ payment, instructions, zone, steps }}
              isLeaving={isLeaving}
              isWatched={wait !== null}
              wrong={actionData ?? null}
            />
            <Card title={t('steps.title')} bare>
              <Steps payment={payment} steps={steps} zone={zone} />
            </Card>
          </div>
          <Card title={t('sums.title')}>
            <Sums payment={payment} steps={steps} zone={zone} />
            <PriceNote className="mt-4" />
          </Card>
        </div>
        <p className="text-sm">
          <A href="/dashboard/wallet" className="text-soft underline hover:text-ink">
            {t('one.toWallet')}
          </A>
        </p>
      </div>
    </>
  );
}
