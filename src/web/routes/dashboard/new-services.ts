import { pageOf } from 'notpanel/web/server/context.ts';
import { findServices } from 'notpanel/web/server/dashboard/new-order/find-services.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs } from '../../page.ts';

const MOST = 30; // more are found by another word

/** What the picker offers while somebody types, as JSON. */
export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const query = new URLSearchParams({ q: new URL(request.url).searchParams.get('q') ?? '' });
  const { favourites, used, found, list } = await findServices(page.app, accountId, query);
  const groups = [
    { key: 'favourites', items: favourites },
    { key: 'used', items: used },
    { key: 'found', items: found.slice(0, MOST) },
  ] as const;
  const body = { groups: groups.filter(({ items }) => items.length > 0), total: list.total };
  return Response.json(body, { headers: { 'cache-control': 'private, no-store' } });
}
