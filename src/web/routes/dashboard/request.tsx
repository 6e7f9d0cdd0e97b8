import { listKeys } from 'notpanel/keys/index.ts';
import { isSafe } from 'notpanel/developers/index.ts';
import { listOrderCalls, readCall } from 'notpanel/requests/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { readable, REQUEST_INTENTS } from 'notpanel/web/server/dashboard/request-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { CallFacts } from './requests/call-facts.tsx';
import { Repeats } from './requests/repeats.tsx';

export async function loader({ params, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone } = signedIn(page);
  const { db } = page.app;
  const call = await found(readCall(db, accountId, params['id'] ?? ''));
  const [keys, same] = await Promise.all([
    listKeys(db, accountId),
    call.orderId === null ? [] : listOrderCalls(db, accountId, call.orderId),
  ]);
  const key = keys.find(({ id }) => id === call.keyId);
  return {
    ...{ call, zone },
    keyName: key?.name ?? null,
    sent: call.params.map(([name, value]) => `${name}: ${[value].flat().join(', ')}`).join('\n'),
    answer: readable(call.answer),
    original: same.find((one) => !one.isRepeat) ?? null,
    repeats: same.filter((one) => one.isRepeat && one.requestId !== call.requestId),
    canReplay: isSafe(call.action),
  };
}

export const action = (args: ActionArgs) => act(REQUEST_INTENTS, args);

/** A call: what was asked and answered, side by side, and what else it has to do with. */
export default function RequestPage({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { call, keyName, zone, sent, answer, original, repeats, canReplay } = loaderData;
  const t = useText('requests');
  const { requestId } = call;
  const path = `/dashboard/api/requests/${requestId}`;
  const replayed = actionData?.answer ?? null;
  return (
    <>
      <Head title={requestId} description={t('lead')} path={path} hidden />
      <PageHead
        trail={[{ href: '/dashboard/api/requests', label: t('back') }]}
        title={call.action ?? t('noAction')}
        lead={
          <code dir="ltr" className="font-mono text-xs break-all">
            {requestId}
          </code>
        }
      >
        {canReplay ? (
          <form method="post">
            <input type="hidden" name="intent" value="replay" />
            <Button type="submit" kind="plain" size="small">
              {t('replay')}
            </Button>
          </form>
        ) : null}
      </PageHead>
      <div className="grid gap-5">
        {actionData?.fault ? <Notice kind="wrong">{t(`fault.${actionData.fault}`)}</Notice> : null}
        <Repeats call={call} original={original} repeats={repeats} zone={zone} />
        <CallFacts call={call} keyName={keyName} zone={zone} />
        <div className="grid items-start gap-5 lg:grid-cols-2 [&>*]:min-w-0">
          <Code title={t('sent')} note={call.isCut ? t('cut') : null}>
            {sent === '' ? t('nothing') : sent}
          </Code>
          <Code title={t('answered')} note={t('bytes', { count: call.answerBytes })}>
            {answer}
          </Code>
        </div>
        {replayed ? (
          <Card title={t('replayed')}>
            <p className="mb-4 text-sm text-soft">
              {t('replayedLead', { status: replayed.status })}{' '}
              <A href={`/dashboard/api/requests/${replayed.requestId}`} className="underline">
                <bdi className="font-mono text-xs">{replayed.requestId}</bdi>
              </A>
            </p>
            <div className="grid items-start gap-5 lg:grid-cols-2 [&>*]:min-w-0">
              <Code title={t('then')}>{answer}</Code>
              <Code title={t('now')}>{replayed.body}</Code>
            </div>
          </Card>
        ) : null}
        {canReplay ? null : <p className="max-w-prose text-sm text-soft">{t('neverReplayed')}</p>}
      </div>
    </>
  );
}
