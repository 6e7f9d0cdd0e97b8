import { pageOf } from 'notpanel/web/server/context.ts';
import { readFigures } from 'notpanel/web/server/read-figures.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { Head } from '../../ui/head.tsx';

export async function loader({ context }: LoaderArgs) {
  const { app } = pageOf(context);
  return readFigures(app);
}

/** The front page. Every figure on it was counted; what is not known is left out. */
export default function Home({ loaderData }: PageProps<typeof loader>) {
  return (
    <>
      <Head title="notpanel" description="notpanel" path="/" />
      <div className="page py-24">
        <h1 className="text-6xl font-semibold tracking-tight">{loaderData.services}</h1>
      </div>
    </>
  );
}
