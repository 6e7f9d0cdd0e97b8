import type { Db } from '#platform/db/types.ts';
import type { PageName, PageVersion } from './page.ts';

/** Every version of a page that the operator wrote, the newest first. */
export async function pageHistory(
  db: Db,
  page: PageName,
  language: string,
): Promise<PageVersion[]> {
  const rows = await db
    .selectFrom('content_versions')
    .selectAll()
    .where('page', '=', page)
    .where('language', '=', language)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    page,
    language,
    number: row.number,
    body: row.body,
    writtenAt: row.written_at,
    writtenBy: row.written_by,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  }));
}
