import { copyAccount } from 'notpanel/privacy/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { provedLately } from 'notpanel/web/server/signed-in.ts';
import { streamOf } from 'notpanel/web/server/stream-of.ts';
import type { LoaderArgs } from '../../page.ts';

/** All that is stored of whoever asks, for who has just shown who they are. */
export function loader({ context }: LoaderArgs): Response {
  const page = pageOf(context);
  const { accountId } = provedLately({ ...page, path: '/dashboard/settings' });
  const day = new Date(page.app.clock.now()).toISOString().slice(0, 10);
  return new Response(streamOf(copyAccount(page.app, accountId)), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="account-${accountId}-${day}.json"`,
    },
  });
}
