import { Outlet } from 'react-router';
import { pageTree } from 'notpanel/developers/index.ts';
import monoFont from '@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2?url';
import type { PageProps } from '../../page.ts';
import { DocsSearchDialog } from '../../ui/docs-search.tsx';
import { DocsTree } from '../../ui/docs-tree.tsx';
import { SiteFooter } from '../../ui/site-footer.tsx';
import { SiteHeader } from '../../ui/site-header.tsx';

export function loader() {
  return pageTree();
}

/** The frame of the documentation: its tree beside each page. */
export default function DocsLayout({ loaderData }: PageProps<typeof loader>) {
  return (
    <div className="flex min-h-dvh flex-col [--page:92rem]">
      {/* Every page has code: a font that came late would move what stands around it. */}
      <link rel="preload" href={monoFont} as="font" type="font/woff2" crossOrigin="anonymous" />
      <SiteHeader />
      <div className="mx-auto w-full max-w-(--page) grow lg:grid lg:grid-cols-[16.5rem_minmax(0,1fr)]">
        <DocsTree groups={loaderData} />
        <main id="main" className="min-w-0 px-4 pt-8 pb-20 md:px-8 lg:ps-12">
          <Outlet />
        </main>
      </div>
      <DocsSearchDialog />
      <SiteFooter />
    </div>
  );
}
