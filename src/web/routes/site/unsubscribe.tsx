import { data } from 'react-router';
import { readUnsubscribing, unsubscribe } from 'notpanel/notifications/index.ts';
import { pageOf, type Page } from 'notpanel/web/server/context.ts';
import { newsKey } from '../../news-key.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';

/** The address lets its holder end mails: it is kept by nobody on the way. */
const NOT_KEPT = {
  headers: { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' },
};

function wantedIn(page: Page, url: URL) {
  const scope = url.searchParams.get('s') ?? '';
  const token = url.searchParams.get('t') ?? '';
  const wanted = readUnsubscribing(page.app.vault, { scope, token });
  if (!wanted) throw new Response(null, { status: 404 });
  return wanted;
}

/** Asks before anything is ended: programs that look into mails open every link. */
export function loader({ request, context }: LoaderArgs) {
  const url = new URL(request.url);
  const { events } = wantedIn(pageOf(context), url);
  return data({ events, query: url.search }, NOT_KEPT);
}

export const headers = ({ loaderHeaders }: { loaderHeaders: Headers }) => loaderHeaders;

/** What a reader's program sends by itself (RFC 8058) and what the page sends are the same. */
export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const wanted = wantedIn(page, new URL(request.url));
  await page.app.transact((tx) => unsubscribe(tx, wanted));
  return data({ isDone: true });
}

export default function UnsubscribePage(props: PageProps<typeof loader, typeof action>) {
  const { events, query } = props.loaderData;
  const isDone = props.actionData?.isDone ?? false;
  const t = useText('notifications');
  return (
    <div className="page py-12 md:py-20">
      <Head
        title={t('unsubscribe.title')}
        description={t('unsubscribe.lead')}
        path="/unsubscribe"
        hidden
      />
      <div className="mx-auto grid max-w-xl gap-8">
        <PageTitle lead={isDone ? undefined : t('unsubscribe.lead')}>
          {t('unsubscribe.title')}
        </PageTitle>
        {isDone ? <Notice kind="done">{t('unsubscribe.done')}</Notice> : null}
        <ul className="list-disc ps-5 text-sm">
          {events.map((event) => (
            <li key={event}>{t(`event.${newsKey(event)}`)}</li>
          ))}
        </ul>
        {isDone ? (
          <p className="text-sm text-soft">
            <A
              href="/dashboard/notifications/preferences"
              className="underline underline-offset-3 hover:text-ink"
            >
              {t('preferences')}
            </A>
          </p>
        ) : (
          <form method="post" action={query}>
            <Button>{t('unsubscribe.send')}</Button>
          </form>
        )}
      </div>
    </div>
  );
}
