import { listNotifications, sayNews, type NewsGroup } from 'notpanel/notifications/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { NOTIFICATIONS_INTENTS } from 'notpanel/web/server/dashboard/notifications-intents.ts';
import { groupOf } from 'notpanel/web/server/dashboard/notification-groups.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useFrame } from '../../frame.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icons.ts';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';

const AT_A_TIME = 30;

/** What somebody was told, the newest first. */
export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const { searchParams } = new URL(request.url);
  const unreadOnly = searchParams.get('show') === 'unread';
  const before = searchParams.get('before') ?? '';
  const beforeId = /^\d{1,18}$/.test(before) ? BigInt(before) : undefined;
  const wanted = { accountId, unreadOnly, beforeId, limit: AT_A_TIME + 1 };
  const found = await listNotifications(page.app.db, wanted);
  const shown = found.slice(0, AT_A_TIME);
  return {
    zone: timeZone,
    unreadOnly,
    before: beforeId === undefined ? null : before,
    news: shown.map((piece) => ({
      id: String(piece.id),
      group: groupOf(piece.event),
      ...sayNews(page.locale, piece),
      at: piece.lastAt,
      isRead: piece.readAt !== null,
    })),
    newest: beforeId === undefined ? String(shown[0]?.id ?? '') : '',
    older: found.length > AT_A_TIME ? String(shown.at(-1)?.id) : null,
    isDone: searchParams.get('done') === 'read',
  };
}

export const action = (args: ActionArgs) => act(NOTIFICATIONS_INTENTS, args);

const PATH = '/dashboard/notifications';
const PREFERENCES = '/dashboard/notifications/preferences';

const hrefOf = (unreadOnly: boolean, before?: string | null): string => {
  const query = new URLSearchParams({
    ...(unreadOnly && { show: 'unread' }),
    ...(before && { before }),
  });
  return PATH + (query.size > 0 ? `?${query}` : '');
};

export default function NotificationsPage({ loaderData }: PageProps<typeof loader>) {
  const { news, unreadOnly, before, newest, older, zone, isDone } = loaderData;
  const { site } = useFrame();
  const t = useText('notifications');
  const isAnyUnread = news.some(({ isRead }) => !isRead);
  const all = useHref(PATH);
  return (
    <>
      <Head title={t('title')} description={site.name} path={PATH} hidden />
      <PageHead title={t('title')} lead={t('lead')}>
        {isAnyUnread && newest !== '' ? (
          <form method="post" action={all}>
            <input type="hidden" name="until" value={newest} />
            <Button kind="plain" size="small" name="intent" value="read-all">
              {t('readAll')}
            </Button>
          </form>
        ) : null}
        <Button as={A} href={PREFERENCES} kind="plain" size="small">
          {t('preferences')}
        </Button>
      </PageHead>
      {isDone ? (
        <div className="mb-5">
          <Notice kind="done">{t('done.read')}</Notice>
        </div>
      ) : null}
      <Tabs
        label={t('tabs.label')}
        tabs={[
          { href: PATH, label: t('tabs.all'), here: !unreadOnly },
          { href: hrefOf(true), label: t('tabs.unread'), here: unreadOnly },
        ]}
      />
      <div className="mt-5">
        {news.length === 0 ? (
          <Empty title={t(unreadOnly ? 'none.unread' : 'none.all')}>
            <Button as={A} href={PREFERENCES} kind="plain">
              {t('preferences')}
            </Button>
          </Empty>
        ) : (
          <ul className="divide-y divide-line rounded-lg border border-line bg-card">
            {news.map((piece) => (
              <Piece key={piece.id} piece={piece} zone={zone} here={hrefOf(unreadOnly, before)} />
            ))}
          </ul>
        )}
        <CursorNav
          newer={before === null ? undefined : hrefOf(unreadOnly)}
          older={older === null ? undefined : hrefOf(unreadOnly, older)}
        />
      </div>
    </>
  );
}

const ICONS: Readonly<Record<NewsGroup, IconName>> = {
  orders: 'list',
  money: 'wallet',
  tickets: 'chat',
  api: 'hook',
  security: 'key',
};

type Props = {
  piece: Awaited<ReturnType<typeof loader>>['news'][number];
  zone: string;
  here: string;
};

function Piece({ piece, zone, here }: Props) {
  const { id, group, text, path, at, isRead } = piece;
  const t = useText('notifications');
  const action = useHref(here);
  return (
    <li className="flex items-start gap-3 px-4 py-3 sm:px-5">
      <Icon
        name={ICONS[group]}
        className={`mt-0.5 size-4.5 shrink-0 ${isRead ? 'text-soft' : ''}`}
      />
      <div className="min-w-0 grow">
        <A
          href={path}
          className={`text-sm wrap-anywhere underline-offset-3 hover:underline ${isRead ? 'text-soft' : 'font-medium'}`}
        >
          {isRead ? null : (
            <>
              <span className="sr-only">{t('unread')}: </span>
              <span
                aria-hidden="true"
                className="me-2 inline-block size-2 rounded-full bg-accent align-middle"
              />
            </>
          )}
          {text}
        </A>
        <p className="mt-0.5 text-xs text-soft">
          <Moment at={at} zone={zone} />
        </p>
      </div>
      {isRead ? null : (
        <form method="post" action={action} className="shrink-0">
          <input type="hidden" name="id" value={id} />
          <Button kind="quiet" size="small" name="intent" value="read" title={t('read')}>
            <Icon name="check" className="size-4" />
            <span className="sr-only">
              {t('read')}: {text}
            </span>
          </Button>
        </form>
      )}
    </li>
  );
}
