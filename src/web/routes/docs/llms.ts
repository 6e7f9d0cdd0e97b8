import { llmsFullText, llmsText, openDocs } from 'notpanel/developers/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';

/** `/llms.txt` and `/llms-full.txt`: the documentation for language models. */
export async function loader({ request, context }: LoaderArgs) {
  const { app, site } = pageOf(context);
  const docs = await openDocs(app, { panelUrl: site.url, release: site.release });
  const isFull = new URL(request.url).pathname.endsWith('-full.txt');
  return new Response(isFull ? llmsFullText(docs) : llmsText(docs, site.name), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
