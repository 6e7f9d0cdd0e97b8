import { redirect } from 'react-router';
import { listKeys } from 'notpanel/keys/index.ts';
import { listCalls, listGaps } from 'notpanel/requests/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { readRequestFilter } from 'notpanel/web/server/dashboard/request-filter.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { formatCount } from '../../numbers.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ApiTabs } from './api/api-tabs.tsx';
import { CallRow } from './requests/call-row.tsx';
import { RequestFilters } from './requests/request-filters.tsx';

const PAGE = '/dashboard/api/requests';
const ROWS = 50;
const GAPS_MS = 24 * 60 * 60_000;
const OWN_ID = /^req_[0-9a-f]+-[0-9a-z]+$/;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone } = signedIn(page);
  const { db, clock } = page.app;
  const now = new Date(clock.now());
  const search = new URL(request.url).searchParams;
  const asked = search.get('request')?.trim() ?? '';
  if (OWN_ID.test(asked)) throw redirect(`${PAGE}/${asked}`);
  const before = search.get('before') ?? undefined;
  const filter = readRequestFilter(search, zone);
  const [found, keys, gaps] = await Promise.all([
    listCalls(db, accountId, { ...filter, before, limit: ROWS, now }),
    listKeys(db, accountId),
    listGaps(db, accountId, new Date(now.getTime() - GAPS_MS)),
  ]);
  return {
    ...{ ...found, zone },
    keys: keys.map(({ id, name, hint }) => ({ id, name, hint })),
    lost: gaps.reduce((sum, { calls }) => sum + calls, 0),
    search: Object.fromEntries([...search].filter(([name]) => name !== 'before')),
    isFirst: before === undefined,
    isFiltered: Object.keys(filter).length > 0,
  };
}

/** Every call that was made with a key of the account, the newest first. */
export default function RequestsPage({ loaderData }: PageProps<typeof loader>) {
  const { calls, keys, search, zone, older, searchedTo, isFirst, isFiltered, lost } = loaderData;
  const t = useText('requests');
  const { locale } = useFrame();
  const { live, ...filters } = search;
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  const hrefOf = (more: Record<string, string>) => hrefWith({ ...filters, ...more });
  return (
    <>
      <Head title={t('title')} description={t('lead')} path={PAGE} hidden />
      {live && isFirst ? <meta httpEquiv="refresh" content="5" /> : null}
      <PageHead title={t('title')} lead={t('lead')}>
        <Button as={A} href={hrefOf({})} kind="plain" size="small">
          {t('reload')}
        </Button>
        <Button as={A} href={live ? hrefOf({}) : hrefOf({ live: '1' })} kind="plain" size="small">
          {live ? t('liveOff') : t('liveOn')}
        </Button>
      </PageHead>
      <ApiTabs here="requests" />
      <div className="grid gap-5">
        <RequestFilters search={filters} keys={keys} isFiltered={isFiltered} />
        {lost > 0 ? (
          <Notice kind="warning">
            {t('lost', { count: lost, shown: formatCount(locale, lost) })}
          </Notice>
        ) : null}
        {calls.length === 0 ? (
          <Empty title={isFiltered || !isFirst ? t('noneFound') : t('none')}>
            {isFiltered ? (
              <Button as={A} href={PAGE} kind="plain">
                {t('all')}
              </Button>
            ) : (
              <Button as={A} href="/developers" kind="plain">
                {t('docs')}
              </Button>
            )}
          </Empty>
        ) : (
          <Card bare>
            <ul className="divide-y divide-line">
              {calls.map((call) => (
                <CallRow
                  key={call.requestId}
                  call={call}
                  keyName={names.get(call.keyId) ?? null}
                  zone={zone}
                />
              ))}
            </ul>
          </Card>
        )}
        {searchedTo ? (
          <p className="text-sm text-soft">
            {t('searchedTo')} <Moment at={searchedTo} zone={zone} />
          </p>
        ) : null}
        <CursorNav
          newer={isFirst ? undefined : hrefOf({})}
          older={older === null ? undefined : hrefOf({ before: older })}
        />
      </div>
    </>
  );
}

function hrefWith(fields: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
  return query.size === 0 ? PAGE : `${PAGE}?${query}`;
}
