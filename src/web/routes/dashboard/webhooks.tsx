import { endpointText, EVENTS, listEndpoints, type Endpoint } from 'notpanel/webhooks/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { HOOKS_INTENTS } from 'notpanel/web/server/dashboard/hooks-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProveFirst } from '../../ui/prove-first.tsx';
import { EndpointState } from './webhooks/endpoint-state.tsx';
import { EventBoxes } from './webhooks/event-boxes.tsx';
import { NewSecret } from './webhooks/new-secret.tsx';

const PAGE = '/dashboard/webhooks';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone, fresh } = signedIn(page);
  const endpoints = await listEndpoints(page.app.db, { accountId });
  return {
    ...{ zone, fresh, events: EVENTS },
    endpoints: endpoints.map((one) => ({ ...one, name: endpointText(one.id) })),
    isRemoved: new URL(request.url).searchParams.get('done') === 'removed',
  };
}

export const action = (args: ActionArgs) => act(HOOKS_INTENTS, args);

/** Where messages go, and a form for one more. */
export default function WebhooksPage({
  loaderData: { endpoints, events, zone, fresh, isRemoved },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('hooks');
  const fault = actionData?.fault ?? null;
  const typed = actionData?.typed ?? null;
  return (
    <>
      <Head title={t('title')} description={t('lead')} path={PAGE} hidden />
      <PageHead title={t('title')} lead={t('lead')}>
        <Button as={A} href="/developers/webhooks" kind="plain" size="small">
          {t('docs')}
        </Button>
      </PageHead>
      <div className="grid gap-6">
        {actionData?.secret ? <NewSecret secret={actionData.secret} /> : null}
        {isRemoved && !actionData ? <Notice kind="done">{t('done.removed')}</Notice> : null}
        {fault === 'tooMany' ? <Notice kind="wrong">{t('faults.tooMany')}</Notice> : null}
        {endpoints.length === 0 ? (
          <Empty title={t('none')} />
        ) : (
          <Card bare>
            <ul className="divide-y divide-line">
              {endpoints.map((one) => (
                <Row key={one.id} one={one} zone={zone} all={events.length} />
              ))}
            </ul>
          </Card>
        )}
        {fresh ? (
          <Card title={t('new')} className="max-w-3xl">
            <form method="post" className="grid gap-6">
              <input type="hidden" name="intent" value="add" />
              <Field
                label={t('url')}
                name="url"
                type="url"
                required
                dir="ltr"
                maxLength={2_048}
                placeholder="https://shop.example/hooks/notpanel"
                defaultValue={typed?.url}
                hint={t('urlHint')}
                error={fault === 'url' || fault === 'twice' ? t(`faults.${fault}`) : undefined}
                autoFocus={fault === 'url' || fault === 'twice'}
              />
              <EventBoxes
                events={events}
                chosen={typed?.events ?? events}
                error={fault === 'events' ? t('faults.events') : undefined}
              />
              <Button type="submit" className="justify-self-start">
                {t('add')}
              </Button>
            </form>
          </Card>
        ) : (
          <ProveFirst />
        )}
      </div>
    </>
  );
}

type RowProps = { one: Endpoint & { name: string }; zone: string; all: number };

function Row({ one, zone, all }: RowProps) {
  const t = useText('hooks');
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-4 gap-y-1 px-5 py-3.5 text-sm hover:bg-sunken">
      <A
        href={`${PAGE}/${one.name}`}
        className="min-w-0 grow basis-64 font-mono text-[13px] break-all after:absolute after:inset-0"
      >
        <bdi dir="ltr">{one.url}</bdi>
      </A>
      <span className="text-soft">
        {one.events.length === all ? t('allEvents') : t('someEvents', { count: one.events.length })}
      </span>
      <span className="text-soft">
        <Moment at={one.createdAt} zone={zone} />
      </span>
      <EndpointState state={one.state} />
    </li>
  );
}
