import {
  listGoals,
  OWN_PRIORITIES,
  TICKET_KINDS,
  type OwnTicketForm,
} from 'notpanel/support/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { NEW_TICKET_INTENTS } from 'notpanel/web/server/dashboard/new-ticket-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../../page.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { useHref } from '../../../ui/a.tsx';
import { Head } from '../../../ui/head.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { NewTicketFields } from './new-ticket-fields.tsx';
import { SendTicket } from './send-ticket.tsx';

/** What a new ticket says is what the address says it is about. */
export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  signedIn(page);
  const { searchParams } = new URL(request.url);
  const prefill = (name: string, prefix: string) =>
    searchParams
      .getAll(name)
      .flatMap((value) => /^(?:[a-z]{3}_)?(\d{1,15})$/.exec(value)?.[1] ?? [])
      .map((id) => prefix + id)
      .join(', ');
  const [order, payment, delivery] = [
    prefill('order', 'ord_'),
    prefill('payment', 'pay_'),
    prefill('delivery', 'dlv_'),
  ];
  const kind = order ? 'order' : payment ? 'payment' : 'question';
  const first: OwnTicketForm = {
    ...{ kind, subject: '', order, payment, delivery },
    ...{ priority: 'normal', message: '' },
  };
  const goals = await listGoals(page.app.db);
  return {
    first,
    kinds: TICKET_KINDS,
    priorities: OWN_PRIORITIES.map((name) => ({ name, minutes: goals.get(name) ?? null })),
  };
}

export const action = (args: ActionArgs) => act(NEW_TICKET_INTENTS, args);

export default function NewTicketPage(props: PageProps<typeof loader, typeof action>) {
  const { first, kinds, priorities } = props.loaderData;
  const { actionData } = props;
  const { site } = useFrame();
  const t = useText('tickets');
  const faults = actionData?.faults ?? {};
  const count = Object.keys(faults).length;
  const isSecond = actionData?.articles != null;
  return (
    <>
      <Head title={t('new')} description={site.name} path="/dashboard/tickets/new" hidden />
      <div className="max-w-2xl">
        <PageHead
          title={t('new')}
          lead={t('newLead')}
          trail={[{ href: '/dashboard/tickets', label: t('title') }]}
        />
        <form
          method="post"
          action={useHref('/dashboard/tickets/new')}
          encType={isSecond ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
          noValidate
          className="grid gap-6"
        >
          {actionData?.often ? <Notice kind="wrong">{t('often')}</Notice> : null}
          {count > 0 ? <Notice kind="wrong">{t('faults', { count })}</Notice> : null}
          <NewTicketFields
            form={actionData?.form ?? first}
            faults={faults}
            kinds={kinds}
            priorities={priorities}
          />
          <SendTicket
            articles={actionData?.articles ?? null}
            fault={faults.files}
            detail={actionData?.detail ?? ''}
          />
        </form>
      </div>
    </>
  );
}
