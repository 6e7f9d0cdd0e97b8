import { exportTransactions } from 'notpanel/billing/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { readWalletQuery } from 'notpanel/web/server/dashboard/wallet-query.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { streamOf } from 'notpanel/web/server/stream-of.ts';
import type { LoaderArgs } from '../../page.ts';

/** The movements that the page shows, all of them, as they are read. */
export function loader({ request, context }: LoaderArgs): Response {
  const { app } = pageOf(context);
  const { accountId } = signedIn(pageOf(context));
  const { filter } = readWalletQuery(new URL(request.url));
  return new Response(streamOf(exportTransactions(app.db, accountId, filter, app.currency)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="transactions.csv"',
    },
  });
}
