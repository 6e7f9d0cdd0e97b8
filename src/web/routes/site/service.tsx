import { priceListOf, readServiceFacts } from 'notpanel/storefront/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';

export async function loader({ params, context }: LoaderArgs) {
  const { app, visitor } = pageOf(context);
  const prices = await priceListOf(app, visitor?.accountId ?? null);
  const facts = await readServiceFacts(app, Number(params['id']), prices);
  if (!facts) throw new Response(null, { status: 404 });
  return facts;
}

export default function ServicePage({ loaderData: facts }: PageProps<typeof loader>) {
  return <h1>{facts.service.name}</h1>;
}
