import { openDocs, searchDocs } from 'notpanel/developers/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { DocsHits, DocsSearchForm } from '../../ui/docs-search.tsx';
import { Head } from '../../ui/head.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const { app, site } = pageOf(context);
  const query = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 200);
  const docs = await openDocs(app, { panelUrl: site.url, release: site.release });
  return { query, hits: searchDocs(docs, query) };
}

export default function DocsSearch({ loaderData: { query, hits } }: PageProps<typeof loader>) {
  const t = useText('docs');
  return (
    <div className="max-w-[46rem]">
      <Head
        title={t('search.open')}
        description={t('search.about')}
        path="/developers/search"
        hidden
      />
      <h1 className="mb-6 text-3xl font-semibold tracking-tight">{t('search.open')}</h1>
      <DocsSearchForm query={query} />
      {query.trim() === '' ? (
        <p className="mt-4 text-sm text-soft">{t('search.about')}</p>
      ) : (
        <p role="status" className="mt-4 mb-2 text-sm text-soft">
          {t('search.found', { count: hits.length })}
        </p>
      )}
      <DocsHits hits={hits} />
    </div>
  );
}
