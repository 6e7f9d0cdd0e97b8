import { findTicket, listGoals, mayReopen } from 'notpanel/support/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { TICKET_INTENTS } from 'notpanel/web/server/dashboard/ticket-intents.ts';
import { shownTicket } from 'notpanel/web/server/dashboard/shown-ticket.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../../page.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Head } from '../../../ui/head.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { FileField } from '../../../ui/file-field.tsx';
import { Conversation } from './conversation.tsx';
import { RateTicket } from './rate-ticket.tsx';
import { ACCEPT, fileFault } from './send-ticket.tsx';
import { TicketFacts } from './ticket-facts.tsx';
import { TicketState } from './ticket-state.tsx';
import { Crumbs } from '../../../ui/crumbs.tsx';

const DONE = ['opened', 'replied', 'closed', 'rated'] as const;

/** A conversation of one's own. */
export async function loader({ request, context, params }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const { db, clock } = page.app;
  const ticket = await findTicket(db, params['id'] ?? '', { accountId });
  if (!ticket) throw new Response(null, { status: 404 });
  const done = new URL(request.url).searchParams.get('done');
  const now = new Date(clock.now());
  return {
    ticket: shownTicket(ticket),
    zone: timeZone,
    now,
    hasGoals: (await listGoals(db)).size > 0,
    mayReply: mayReopen(ticket, now),
    done: DONE.find((one) => one === done) ?? null,
  };
}

export const action = (args: ActionArgs) => act(TICKET_INTENTS, args);

export default function TicketPage(props: PageProps<typeof loader, typeof action>) {
  const { ticket, zone, now, hasGoals, mayReply, done } = props.loaderData;
  const { actionData } = props;
  const { reference, subject, state } = ticket;
  const { site } = useFrame();
  const t = useText('tickets');
  const path = `/dashboard/tickets/${reference}`;
  return (
    <>
      <Head title={reference} description={site.name} path={path} hidden />
      <Crumbs trail={[{ href: '/dashboard/tickets', label: t('title') }]} />
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-2xl font-semibold tracking-tight wrap-anywhere">
          <bdi>{subject}</bdi>
        </h1>
        <TicketState state={state} />
      </div>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid gap-6 max-lg:order-2">
          {done && !actionData ? <Notice kind="done">{t(`done.${done}`)}</Notice> : null}
          <Conversation ticket={ticket} zone={zone} />
          {state === 'closed' ? (
            <RateTicket ticket={ticket} path={path} sent={actionData?.rating ?? null} />
          ) : null}
          {mayReply ? (
            <Reply path={path} isClosed={state === 'closed'} sent={actionData} />
          ) : (
            <Notice>
              {t('closedForGood')}{' '}
              <A href="/dashboard/tickets/new" className="underline underline-offset-3">
                {t('new')}
              </A>
            </Notice>
          )}
        </div>
        <TicketFacts ticket={ticket} zone={zone} now={now} hasGoals={hasGoals} path={path} />
      </div>
    </>
  );
}

type Sent = PageProps<typeof loader, typeof action>['actionData'];

function Reply({ path, isClosed, sent }: { path: string; isClosed: boolean; sent: Sent }) {
  const t = useText('tickets');
  const fault = sent?.fault ?? null;
  const ofFiles = fault === 'files' || fault === 'quota' || fault === 'busy';
  return (
    <form
      method="post"
      action={useHref(path)}
      encType="multipart/form-data"
      noValidate
      className="grid gap-4 border-t border-line pt-6 print:hidden"
    >
      <TextArea
        name="message"
        label={t(isClosed ? 'reopen' : 'reply')}
        hint={isClosed ? t('reopenHint') : undefined}
        rows={5}
        maxLength={10_000}
        defaultValue={sent?.message ?? ''}
        error={fault && !ofFiles ? t(`replyFault.${fault}`) : undefined}
        autoFocus={fault !== null}
        required
      />
      <FileField
        name="files"
        label={t('files.label')}
        hint={t('files.hint')}
        error={
          ofFiles ? t(`files.fault.${fileFault(fault)}`, { name: sent?.detail ?? '' }) : undefined
        }
        accept={ACCEPT}
        multiple
      />
      <div>
        <Button name="intent" value="reply">
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
