import { exportResult } from 'notpanel/baskets/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs } from '../../page.ts';

export async function loader({ context, params }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const id = params['id'] ?? '';
  const csv = await found(exportResult(page.app, { accountId, id }));
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="mass-order-${id.slice(0, 8)}.csv"`,
    },
  });
}
