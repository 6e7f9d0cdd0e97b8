import { redirect } from 'react-router';
import { withCookies } from 'notpanel/web/server/account-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { followReferral } from 'notpanel/web/server/referral.ts';
import type { LoaderArgs } from '../../page.ts';

/** The link of an affiliate leads to the front page, whoever's it is. */
export async function loader({ request, context, params }: LoaderArgs) {
  const isVisit = request.method === 'GET';
  const cookies = isVisit
    ? await followReferral(pageOf(context), params['code'] ?? '', request)
    : [];
  const headers = withCookies(cookies, { 'cache-control': 'private, no-store' });
  return redirect('/', { status: 302, headers });
}
