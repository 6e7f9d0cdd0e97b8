import { endpointText, readDelivery, type DeliveryLog } from 'notpanel/webhooks/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { deliveryIdOf, found } from 'notpanel/web/server/dashboard/found.ts';
import { DELIVERY_INTENTS } from 'notpanel/web/server/dashboard/hooks-intents.ts';
import { readable } from 'notpanel/web/server/dashboard/request-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Button } from '../../ui/button.tsx';
import { CallStatus } from '../../ui/call-status.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Second } from '../../ui/second.tsx';
import { Took } from '../../ui/took.tsx';
import { DeliveryState } from './webhooks/delivery-state.tsx';

export async function loader({ request, params, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone } = signedIn(page);
  const id = deliveryIdOf(params['delivery']);
  const log = await found(readDelivery(page.app.db, id, accountId));
  const hook = endpointText(log.endpointId);
  if (hook !== params['id']) throw new Response(null, { status: 404 });
  return {
    ...{ log, hook, zone },
    body: readable(log.body),
    isResent: new URL(request.url).searchParams.get('done') === 'resent',
  };
}

export const action = (args: ActionArgs) => act(DELIVERY_INTENTS, args);

/** A message on its way to a webhook: what was sent, and what each attempt was answered. */
export default function DeliveryPage({
  loaderData: { log, hook, zone, body, isResent },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('hooks');
  const page = `/dashboard/webhooks/${hook}`;
  return (
    <>
      <Head title={log.message} description={t('lead')} path={`${page}/${log.id}`} hidden />
      <PageHead
        trail={[
          { href: '/dashboard/webhooks', label: t('title') },
          { href: page, label: hook },
        ]}
        title={log.type}
        lead={
          <code dir="ltr" className="font-mono text-xs break-all">
            {log.message}
          </code>
        }
      >
        <form method="post">
          <input type="hidden" name="intent" value="resend" />
          <Button type="submit" kind="plain" size="small">
            {t('resend')}
          </Button>
        </form>
      </PageHead>
      <div className="grid gap-5">
        {actionData ? <Notice kind="wrong">{t('faults.underway')}</Notice> : null}
        {isResent && !actionData ? <Notice kind="done">{t('done.resent')}</Notice> : null}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-soft">
          <DeliveryState status={log.status} />
          <span>
            {t('made')} <Moment at={log.createdAt} zone={zone} />
          </span>
          {log.dueAt ? (
            <span>
              {t('next')} <Moment at={log.dueAt} zone={zone} />
            </span>
          ) : null}
        </p>
        <Code title={t('body')}>{body}</Code>
        <Card title={t('attempts')} bare>
          {log.attempts.length === 0 ? (
            <p className="px-5 pb-5 text-sm text-soft">{t('notYet')}</p>
          ) : (
            <ol className="divide-y divide-line border-t border-line">
              {log.attempts.toReversed().map((one) => (
                <Attempt key={one.number} one={one} zone={zone} />
              ))}
            </ol>
          )}
        </Card>
        <p className="max-w-prose text-sm text-soft">{t('signatureHidden')}</p>
      </div>
    </>
  );
}

function Attempt({ one, zone }: { one: DeliveryLog['attempts'][number]; zone: string }) {
  const t = useText('hooks');
  return (
    <li className="grid gap-3 px-5 py-4 text-sm">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-medium">{t('attempt', { number: one.number })}</span>
        {one.status === null ? (
          <bdi className="text-canceled">{one.error}</bdi>
        ) : (
          <CallStatus status={one.status} failed={one.status < 200 || one.status > 299} />
        )}
        <span className="text-soft">
          <Second at={one.at} zone={zone} />
        </span>
        <span className="text-soft">
          <Took us={one.tookMs * 1_000} />
        </span>
      </p>
      <details>
        <summary className="cursor-pointer text-soft">{t('exchange')}</summary>
        <div className="mt-3 grid items-start gap-4 lg:grid-cols-2 [&>*]:min-w-0">
          <Code title={t('headers')}>
            {[`POST ${one.request.url}`, ...headerLines(one.request.headers)].join('\n')}
          </Code>
          <Code title={t('answer')}>{one.answer || t('nothing')}</Code>
        </div>
      </details>
    </li>
  );
}

const headerLines = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
