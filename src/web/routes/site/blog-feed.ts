import { blogFeed, FEEDS, type FeedFile } from 'notpanel/web/server/blog-feed.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';
import { textOf } from '../../text.ts';

/** The blog for feed readers: RSS, Atom and JSON Feed. */
export async function loader({ request, context }: LoaderArgs) {
  const { app, site } = pageOf(context);
  const file = new URL(request.url).pathname.split('/').at(-1) as FeedFile;
  if (!(file in FEEDS)) throw new Response(null, { status: 404 });
  const t = textOf('en', 'blog'); // posts are in English
  const texts = { title: t('feedTitle', { name: site.name }), description: t('description') };
  const { type, text } = await blogFeed(app, site, file, texts);
  return new Response(text, { headers: { 'content-type': type } });
}
