import { Feed } from 'feed';
import { content, showPosts } from '#content/index.ts';
import type { App } from '#platform/app.ts';
import type { Site } from './context.ts';

/** The forms in which the blog can be followed, by the file of each. */
export const FEEDS = {
  'rss.xml': { type: 'application/rss+xml; charset=utf-8', write: (feed: Feed) => feed.rss2() },
  'atom.xml': { type: 'application/atom+xml; charset=utf-8', write: (feed: Feed) => feed.atom1() },
  'feed.json': {
    type: 'application/feed+json; charset=utf-8',
    write: (feed: Feed) => feed.json1(),
  },
} as const;

export type FeedFile = keyof typeof FEEDS;

const MOST = 20; // readers keep what they have seen

/** The newest public posts, whole, for feed readers. */
export async function blogFeed(
  app: App,
  site: Site,
  file: FeedFile,
  texts: { title: string; description: string },
): Promise<{ type: string; text: string }> {
  const posts = showPosts(await content(app), new Date(app.clock.now())).slice(0, MOST);
  const link = `${site.url}/blog`;
  const newest = posts
    .map(({ changedAt }) => changedAt)
    .toSorted((a, b) => b.getTime() - a.getTime());
  const feed = new Feed({
    ...texts,
    id: link,
    link,
    language: 'en',
    copyright: site.name,
    generator: 'notpanel',
    updated: newest[0] ?? new Date(app.clock.now()),
    feedLinks: { rss: `${link}/rss.xml`, atom: `${link}/atom.xml`, json: `${link}/feed.json` },
  });
  for (const post of posts) {
    const url = `${link}/${post.slug}`;
    feed.addItem({
      id: url,
      link: url,
      title: post.title,
      description: post.summary,
      content: absolute(post.html, site.url),
      published: post.publishedAt,
      date: post.changedAt,
    });
  }
  const { type, write } = FEEDS[file];
  return { type, text: write(feed) };
}

/** A feed is read elsewhere: links to our own pages need their host there. */
const absolute = (html: string, url: string): string =>
  html.replaceAll(/ href="\/(?!\/)/g, ` href="${url}/`);
