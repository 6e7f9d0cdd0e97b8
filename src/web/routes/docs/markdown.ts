import { isPageName, openDocs } from 'notpanel/developers/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';

/** A page as Markdown, for programs and for whoever wants to keep it. */
export async function loader({ context, params }: LoaderArgs) {
  const { app, site } = pageOf(context);
  const { page: name = 'overview' } = params;
  if (!isPageName(name)) throw new Response(null, { status: 404 });
  const docs = await openDocs(app, { panelUrl: site.url, release: site.release });
  return new Response(docs.page(name).markdown, {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
}
