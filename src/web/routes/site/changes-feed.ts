import { Feed } from 'feed';
import { withLocale } from 'notpanel/lib/locales.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { readChanges, readChangesQuery } from 'notpanel/web/server/read-changes.ts';
import { changeLines } from '../../change-text.ts';
import { changesQueryText } from '../../changes-query.ts';
import type { LoaderArgs } from '../../page.ts';
import { textOf } from '../../text.ts';

const TYPES = {
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const;

/** The newest changes as RSS, or as a JSON feed, under the filters of the page. */
export async function loader({ request, context }: LoaderArgs) {
  const { app, site, locale, path } = pageOf(context);
  const t = textOf(locale, 'changes');
  const query = readChangesQuery(new URL(request.url).searchParams);
  const { changes } = await readChanges(app, { ...query, before: undefined });
  const filters = changesQueryText({ ...query, before: undefined });
  const link = site.url + withLocale(locale, '/changes');
  const addressOf = (kind: string) =>
    `${site.url}${withLocale(locale, `/changes.${kind}`)}${filters}`;
  const feed = new Feed({
    title: `${t('title')} · ${site.name}`,
    description: t('description'),
    id: link + filters,
    link: link + filters,
    language: locale,
    copyright: site.name,
    feedLinks: { rss: addressOf('rss'), json: addressOf('json') },
    ...(changes[0] && { updated: changes[0].at }),
  });
  for (const change of changes) {
    const lines = changeLines(change, locale, site.currency);
    feed.addItem({
      title: t('entry', { kind: t(`kinds.${change.kind}`), name: change.name }),
      id: `${site.url}/changes#change-${change.id}`,
      link: `${site.url}${withLocale(locale, `/services/${change.serviceId}`)}`,
      date: change.at,
      description: lines.map(({ text, note }) => (note ? `${text} (${note})` : text)).join('\n'),
      category: [{ name: change.kind }],
    });
  }
  const kind = path.startsWith('/changes.rss') ? 'rss' : 'json';
  const body = kind === 'rss' ? feed.rss2() : feed.json1();
  return new Response(body, { headers: { 'content-type': TYPES[kind] } });
}
