import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { NEW_ORDER_INTENTS } from 'notpanel/web/server/dashboard/new-order-intents.ts';
import { findServices, pickedView } from 'notpanel/web/server/dashboard/new-order/find-services.ts';
import {
  loadKept,
  loadOrderForm,
} from 'notpanel/web/server/dashboard/new-order/load-order-form.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, Handle, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';
import { AboutService } from './new/about-service.tsx';
import { Kept } from './new/kept.tsx';
import { Notices, type Done } from './new/notices.tsx';
import { OrderForm } from './new/order-form.tsx';
import { Picker } from './new/picker.tsx';

export const handle: Handle = { live: ['dash', 'newOrder'] };

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const query = new URL(request.url).searchParams;
  const { app } = page;
  const { form, gone } = await found(loadOrderForm(app, visitor, query));
  const [picked, kept] = await Promise.all([
    form ? null : findServices(app, visitor.accountId, query),
    loadKept(app, visitor.accountId),
  ]);
  return {
    ...{ form, gone, kept, zone: visitor.timeZone },
    picked: picked && pickedView(picked),
    done: doneOf(query),
    isOver: query.get('fault') === 'mark',
  };
}

function doneOf(query: URLSearchParams): Done | null {
  const order = Number(query.get('order'));
  const kind = (['placed', 'already', 'scheduled'] as const).find(
    (one) => one === query.get('done'),
  );
  return kind && Number.isInteger(order) && order > 0 ? { kind, order } : null;
}

export const action = (args: ActionArgs) => act(NEW_ORDER_INTENTS, args);

/** Where orders are placed: which service, what it takes, what it costs and why. */
export default function NewOrder({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('newOrder');
  const { picked, kept, done, gone, isOver, zone } = loaderData;
  const form = actionData ? { ...actionData, from: null } : loaderData.form;
  return (
    <>
      <Head title={t('title')} description={t('lead')} path="/dashboard/new" hidden />
      <PlatformSprite />
      <PageHead title={t('title')} lead={form ? undefined : t('lead')}>
        <Button as={A} href="/dashboard/mass" kind="plain" size="small">
          {t('mass')}
        </Button>
        <Button as={A} href="/dashboard/new/saved" kind="plain" size="small">
          {t('saved.title')}
        </Button>
      </PageHead>
      <Notices
        {...{ done, gone, isOver }}
        from={form?.from ?? null}
        did={actionData?.done ?? null}
      />
      {form ? (
        <div className="grid gap-6">
          <OrderForm
            key={form.service.id}
            form={form}
            zone={zone}
            wasSent={actionData !== undefined}
          />
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <AboutService service={form.service} />
            <Kept kept={kept} zone={zone} />
          </div>
        </div>
      ) : picked ? (
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <Picker picked={picked} />
          <Kept kept={kept} zone={zone} />
        </div>
      ) : null}
    </>
  );
}
