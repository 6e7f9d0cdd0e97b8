import { data, redirect } from 'react-router';
import {
  findTicket,
  LONGEST,
  ticketPath,
  type TicketMessage,
  type TicketState,
} from 'notpanel/support/index.ts';
import { sentText, takeReply } from 'notpanel/web/server/contact-form.ts';
import { pageOf, type Page } from 'notpanel/web/server/context.ts';
import { formatMoment } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { TextArea } from '../../ui/text-area.tsx';

const NOT_KEPT = { headers: { 'cache-control': 'private, no-store' } };

async function ticketOf(page: Page, url: URL, reference = '') {
  const token = url.searchParams.get('token') ?? '';
  const ticket = await findTicket(page.app.db, reference, { vault: page.app.vault, token });
  if (!ticket) throw new Response(null, { status: 404 });
  return { ticket, token };
}

/** A conversation, for whoever has its link. */
export async function loader({ request, context, params }: LoaderArgs) {
  const page = pageOf(context);
  const url = new URL(request.url);
  const { ticket, token } = await ticketOf(page, url, params['reference']);
  const { reference, kind, state, subject, orderId, messages } = ticket;
  return data(
    {
      ticket: { reference, kind, state, subject, orderId },
      messages: messages.map(({ id, author, body, at }) => ({ id, author, body, at })),
      action: ticketPath(page.locale, reference, token),
      sent: url.searchParams.get('sent') === '1',
      longest: LONGEST.message,
    },
    NOT_KEPT,
  );
}

export const headers = ({ loaderHeaders }: { loaderHeaders: Headers }) => loaderHeaders;

export async function action({ request, context, params }: ActionArgs) {
  const page = pageOf(context);
  const { ticket, token } = await ticketOf(page, new URL(request.url), params['reference']);
  const message = sentText(await request.formData(), 'message');
  const fault = await takeReply(page, ticket.id, message);
  if (fault) return data({ message, fault }, { status: fault === 'often' ? 429 : 422 });
  return redirect(`${ticketPath('en', ticket.reference, token)}&sent=1`, 303);
}

export default function TicketPage(props: PageProps<typeof loader, typeof action>) {
  const { ticket, messages, action: path, sent, longest } = props.loaderData;
  const { message, fault } = props.actionData ?? {};
  const t = useText('contact');
  return (
    <div className="page py-12 md:py-16">
      <Head
        title={t('ticket.title', { reference: ticket.reference })}
        description={t('ticket.description')}
        path="/contact"
        hidden
      />
      <div className="mx-auto grid max-w-3xl gap-8">
        {sent && !fault ? (
          <Notice kind="done">{t('ticket.sent', { reference: ticket.reference })}</Notice>
        ) : null}
        <PageTitle
          over={
            <>
              <bdi>{ticket.reference}</bdi> · {t(`kind.${ticket.kind}`)}
              {ticket.orderId === null ? null : (
                <>
                  {' · '}
                  <bdi>ord_{ticket.orderId}</bdi>
                </>
              )}
            </>
          }
          lead={<Stage state={ticket.state} />}
        >
          <bdi>{ticket.subject}</bdi>
        </PageTitle>
        <ol className="grid gap-5">
          {messages.map((one) => (
            <Message key={String(one.id)} message={one} />
          ))}
        </ol>
        <form method="post" action={path} noValidate className="grid gap-4 print:hidden">
          <TextArea
            name="message"
            label={t('ticket.reply')}
            rows={6}
            maxLength={longest}
            defaultValue={message ?? ''}
            error={fault && t(`ticket.fault.${fault}`)}
            autoFocus={fault !== undefined}
            required
          />
          <div>
            <Button>{t('send')}</Button>
          </div>
        </form>
        <p className="text-sm text-soft">{t('ticket.keep')}</p>
      </div>
    </div>
  );
}

/** The colours of states are those of orders: this is a word, with a dot while somebody waits. */
function Stage({ state }: { state: TicketState }) {
  const t = useText('contact');
  return (
    <span className="inline-flex items-center gap-2 rounded-full border border-edge px-3 py-1 text-sm font-medium text-ink">
      {state === 'open' ? (
        <span className="size-2 rounded-full bg-accent" aria-hidden="true" />
      ) : null}
      {t(`ticket.state.${state}`)}
    </span>
  );
}

function Message({ message }: { message: Pick<TicketMessage, 'author' | 'body' | 'at'> }) {
  const { locale, site } = useFrame();
  const t = useText('contact');
  const isOurs = message.author !== 'writer';
  return (
    <li
      className={`rounded-lg border p-5 ${isOurs ? 'border-edge bg-card' : 'border-line bg-sunken'}`}
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="font-medium">{isOurs ? site.name : t('ticket.you')}</span>
        <time dateTime={message.at.toISOString()} className="font-mono text-xs text-soft">
          {formatMoment(locale, message.at)}
        </time>
      </p>
      <p className="mt-3 wrap-anywhere whitespace-pre-wrap" dir="auto">
        {message.body}
      </p>
    </li>
  );
}
