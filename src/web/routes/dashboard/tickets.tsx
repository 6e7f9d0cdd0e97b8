import { listTickets, TICKET_STATES, type Ticket } from 'notpanel/support/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useFrame } from '../../frame.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TicketState } from './tickets/ticket-state.tsx';

const AT_A_TIME = 25;

/** Somebody's tickets, the newest first, by their state. */
export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const { searchParams } = new URL(request.url);
  const state = TICKET_STATES.find((one) => one === searchParams.get('state'));
  const before = searchParams.get('before') ?? '';
  const beforeId = /^\d{1,18}$/.test(before) ? BigInt(before) : undefined;
  const wanted = { accountId, state, beforeId, limit: AT_A_TIME + 1 };
  const tickets = await listTickets(page.app.db, wanted);
  const shown = tickets.slice(0, AT_A_TIME);
  return {
    zone: timeZone,
    states: TICKET_STATES,
    state: state ?? null,
    isFirst: beforeId === undefined,
    tickets: shown.map(({ reference, kind, state: of, subject, changedAt }) => ({
      ...{ reference, kind, subject, changedAt },
      state: of,
    })),
    older: tickets.length > AT_A_TIME ? String(shown.at(-1)?.id) : null,
  };
}

export default function TicketsPage({ loaderData }: PageProps<typeof loader>) {
  const { tickets, states, state, older, isFirst, zone } = loaderData;
  const { site } = useFrame();
  const t = useText('tickets');
  const hrefOf = (of: string | null, before?: string) => {
    const query = new URLSearchParams({ ...(of && { state: of }), ...(before && { before }) });
    return `/dashboard/tickets${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <>
      <Head title={t('title')} description={site.name} path="/dashboard/tickets" hidden />
      <PageHead title={t('title')} lead={t('lead')}>
        <Button as={A} href="/dashboard/tickets/new" size="small">
          <Icon name="plus" className="size-4" />
          {t('new')}
        </Button>
      </PageHead>
      <Tabs
        label={t('tabs.label')}
        tabs={[null, ...states].map((one) => ({
          href: hrefOf(one),
          label: t(`tabs.${one ?? 'all'}`),
          here: one === state,
        }))}
      />
      <div className="mt-5">
        {tickets.length === 0 ? (
          <Empty title={t(`none.${state ?? 'all'}`)}>
            <Button as={A} href="/dashboard/tickets/new" kind="plain">
              {t('new')}
            </Button>
            <Button as={A} href="/faq" kind="quiet">
              {t('faq')}
            </Button>
          </Empty>
        ) : (
          <ul className="divide-y divide-line rounded-lg border border-line bg-card">
            {tickets.map((ticket) => (
              <Row key={ticket.reference} ticket={ticket} zone={zone} />
            ))}
          </ul>
        )}
        <CursorNav
          newer={isFirst ? undefined : hrefOf(state)}
          older={older === null ? undefined : hrefOf(state, older)}
        />
      </div>
    </>
  );
}

type Shown = Pick<Ticket, 'reference' | 'kind' | 'state' | 'subject' | 'changedAt'>;

function Row({ ticket, zone }: { ticket: Shown; zone: string }) {
  const { reference, kind, state, subject, changedAt } = ticket;
  const t = useText('contact');
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_7rem_9rem] sm:px-5">
      <div className="min-w-0">
        <A
          href={`/dashboard/tickets/${reference}`}
          className="block truncate text-sm font-medium after:absolute after:inset-0"
        >
          <bdi>{subject}</bdi>
        </A>
        <p className="mt-0.5 truncate text-xs text-soft">
          <bdi dir="ltr" className="font-mono">
            {reference}
          </bdi>{' '}
          · {t(`kind.${kind}`)}
        </p>
      </div>
      <span className="justify-self-end sm:justify-self-start">
        <TicketState state={state} />
      </span>
      <span className="col-span-2 text-xs text-soft sm:col-span-1 sm:text-end">
        <Moment at={changedAt} zone={zone} />
      </span>
    </li>
  );
}
