import { content, showPost, showPosts } from 'notpanel/content/index.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import { prefixOf } from 'notpanel/web/server/shown-page.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { formatLongDay } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Contents } from '../../ui/contents.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Prose } from '../../ui/prose.tsx';

/** A public post, and its neighbours in time. */
export async function loader({ context, params }: LoaderArgs) {
  const { app, locale } = pageOf(context);
  const all = await content(app);
  const now = new Date(app.clock.now());
  const slug = params['slug'] ?? '';
  const post = showPost(all, slug, now, { prefix: prefixOf(locale) });
  if (!post) throw new Response(null, { status: 404 });
  const posts = showPosts(all, now);
  const at = posts.findIndex((one) => one.slug === slug);
  const neighbours = [
    ['newer', posts[at - 1]],
    ['older', posts[at + 1]],
  ] as const;
  return {
    post,
    neighbours: neighbours.flatMap(([way, one]) =>
      one ? [{ way, slug: one.slug, title: one.title, language: one.language }] : [],
    ),
  };
}

export default function PostPage({ loaderData }: PageProps<typeof loader>) {
  const { post, neighbours } = loaderData;
  const { site, locale } = useFrame();
  const t = useText('blog');
  const isForeign = post.language !== locale;
  const own = isForeign ? directionOf(post.language) : {};
  const path = `/blog/${post.slug}`;
  const isChanged = post.changedAt.getTime() - post.publishedAt.getTime() > DAY_MS;
  return (
    <div className="page py-12 md:py-16">
      <Head
        title={post.title}
        description={post.summary}
        path={path}
        data={[asData(post, site, site.url + withLocale(locale, path))]}
      />
      <p className="mb-8 text-sm print:hidden">
        <A href="/blog" className="text-soft underline-offset-4 hover:text-ink hover:underline">
          {t('back')}
        </A>
      </p>
      <PageTitle
        over={
          <>
            <time dateTime={post.publishedAt.toISOString()}>
              {formatLongDay(locale, post.publishedAt)}
            </time>
            {isChanged ? (
              <> · {t('changed', { day: formatLongDay(locale, post.changedAt) })}</>
            ) : null}
            {' · '}
            {t('minutes', { count: post.minutes })}
          </>
        }
      >
        <span className="block" {...own}>
          {post.title}
        </span>
      </PageTitle>
      <div className="mt-10 grid gap-10 lg:grid-cols-[minmax(0,1fr)_16rem] lg:gap-16">
        <aside className="lg:sticky lg:top-24 lg:order-2 lg:self-start">
          <Contents headings={post.headings} lang={isForeign ? post.language : undefined} />
        </aside>
        <article className="grid content-start gap-8">
          {isForeign ? (
            <div className="max-w-2xl">
              <Notice>{t('english')}</Notice>
            </div>
          ) : null}
          <div {...own}>
            <Prose html={post.html} className="text-lg" />
          </div>
        </article>
      </div>
      <Neighbours neighbours={neighbours} />
    </div>
  );
}

const DAY_MS = 86_400_000; // corrections of the first day are part of publishing

const directionOf = (language: string) =>
  ({ lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' }) as const;

type Neighbour = { way: 'newer' | 'older'; slug: string; title: string; language: string };

function Neighbours({ neighbours }: { neighbours: readonly Neighbour[] }) {
  const t = useText('blog');
  if (neighbours.length === 0) return null;
  return (
    <nav
      aria-label={t('more')}
      className="mt-16 grid gap-4 border-t border-line pt-8 sm:grid-cols-2 print:hidden"
    >
      {neighbours.map(({ way, slug, title, language }) => (
        <A
          key={slug}
          href={`/blog/${slug}`}
          className={`group grid content-start gap-1.5 rounded-lg border border-line bg-card p-5 hover:border-edge ${way === 'older' ? 'sm:col-start-2 sm:text-end' : ''}`}
        >
          <span className="font-mono text-xs text-soft">{t(`way.${way}`)}</span>
          <span className="font-medium group-hover:underline" lang={language}>
            <bdi>{title}</bdi>
          </span>
        </A>
      ))}
    </nav>
  );
}

const asData = (
  post: { title: string; summary: string; language: string; publishedAt: Date; changedAt: Date },
  { name }: { name: string },
  url: string,
): object => ({
  '@context': 'https://schema.org',
  '@type': 'BlogPosting',
  headline: post.title,
  description: post.summary,
  inLanguage: post.language,
  datePublished: post.publishedAt.toISOString(),
  dateModified: post.changedAt.toISOString(),
  mainEntityOfPage: url,
  publisher: { '@type': 'Organization', name },
});
