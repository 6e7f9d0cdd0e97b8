import { content, showPosts, type ShownPost } from 'notpanel/content/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { formatLongDay } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';

/** What is public, the newest first. */
export async function loader({ context }: LoaderArgs) {
  const { app } = pageOf(context);
  const posts = showPosts(await content(app), new Date(app.clock.now()));
  return { posts: posts.map(({ html: _html, headings: _headings, ...post }) => post) };
}

type Listed = Omit<ShownPost, 'html' | 'headings'>;

export default function Blog({ loaderData: { posts } }: PageProps<typeof loader>) {
  const { site, locale } = useFrame();
  const t = useText('blog');
  const isForeign = posts.some(({ language }) => language !== locale);
  return (
    <div className="page py-12 md:py-20">
      <Head title={t('title')} description={t('description')} path="/blog" />
      <FeedLinks title={t('feedTitle', { name: site.name })} />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Feeds />
      {isForeign ? (
        <div className="mb-8 max-w-2xl">
          <Notice>{t('english')}</Notice>
        </div>
      ) : null}
      {posts.length === 0 ? (
        <p className="border-y border-line py-12 text-soft">{t('none')}</p>
      ) : (
        <ol className="border-t border-line">
          {posts.map((post) => (
            <Row key={post.slug} post={post} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Row({ post }: { post: Listed }) {
  const { locale } = useFrame();
  const t = useText('blog');
  return (
    <li className="group relative grid gap-x-16 gap-y-3 border-b border-line py-8 md:grid-cols-[14rem_minmax(0,1fr)] md:py-10">
      <p className="font-mono text-xs leading-6 text-soft">
        <time dateTime={post.publishedAt.toISOString()}>
          {formatLongDay(locale, post.publishedAt)}
        </time>
        <span aria-hidden="true" className="md:hidden">
          {' · '}
        </span>
        <span className="md:block">{t('minutes', { count: post.minutes })}</span>
      </p>
      <div className="grid max-w-2xl gap-2" {...inItsLanguage(post.language, locale)}>
        <h2 className="text-2xl leading-snug font-semibold tracking-tight text-balance">
          <A
            href={`/blog/${post.slug}`}
            className="after:absolute after:inset-0 group-hover:text-accent-text"
          >
            {post.title}
          </A>
        </h2>
        <p className="text-pretty text-soft">{post.summary}</p>
      </div>
    </li>
  );
}

/** A post is read in the direction of its own language, whatever the page's. */
const inItsLanguage = (language: string, locale: string) =>
  language === locale ? {} : ({ lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' } as const);

const FILES = [
  ['RSS', '/blog/rss.xml', 'application/rss+xml'],
  ['Atom', '/blog/atom.xml', 'application/atom+xml'],
  ['JSON Feed', '/blog/feed.json', 'application/feed+json'],
] as const;

/** How feed readers find them. */
function FeedLinks({ title }: { title: string }) {
  return FILES.map(([, href, type]) => (
    <link key={href} rel="alternate" type={type} title={title} href={href} />
  ));
}

function Feeds() {
  const t = useText('blog');
  return (
    <p className="mt-6 mb-12 flex flex-wrap gap-x-5 gap-y-2 text-sm text-soft">
      {t('follow')}
      {FILES.map(([name, href]) => (
        <a
          key={href}
          href={href}
          dir="ltr"
          className="underline decoration-line underline-offset-4 hover:text-ink hover:decoration-current"
        >
          {name}
        </a>
      ))}
    </p>
  );
}
