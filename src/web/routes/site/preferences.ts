import { redirect } from 'react-router';
import { preferenceCookies } from 'notpanel/web/server/preferences.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { localPath } from 'notpanel/web/server/local-path.ts';
import type { ActionArgs } from '../../page.ts';

/**
 * Keeps theme, currency or sample language and goes back to where the visitor was; `back` carries no
 * language, which React Router puts before every redirect.
 */
export async function action({ request, context }: ActionArgs) {
  const { site } = pageOf(context);
  const fields = await request.formData();
  const headers = new Headers();
  for (const cookie of preferenceCookies(fields, { secure: site.url.startsWith('https:') })) {
    headers.append('set-cookie', cookie);
  }
  return redirect(localPath(fields.get('back')), { status: 303, headers });
}

export function loader() {
  throw new Response('Not found', { status: 404 });
}
