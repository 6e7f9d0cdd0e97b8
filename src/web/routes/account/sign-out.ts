import { redirect } from 'react-router';
import { signOut } from 'notpanel/auth/index.ts';
import { withCookies } from 'notpanel/web/server/account-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { ActionArgs } from '../../page.ts';

/** Ends the session, and has the browser forget what it kept of the pages behind it. */
export async function action({ request, context }: ActionArgs) {
  const { app, site } = pageOf(context);
  const cookie = await signOut(app, site, request.headers);
  const headers = withCookies([cookie], { 'clear-site-data': '"cache", "storage"' });
  return redirect('/', { status: 303, headers });
}

export function loader() {
  throw new Response(null, { status: 404 });
}
