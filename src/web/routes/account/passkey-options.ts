import { askForPasskey, beginPasskey } from 'notpanel/auth/index.ts';
import { isAppError } from 'notpanel/lib/errors.ts';
import { clientOf, withCookies } from 'notpanel/web/server/account-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { ActionArgs } from '../../page.ts';

const STATUSES: Readonly<Record<string, number>> = {
  rate_limited: 429,
  scope_missing: 403,
  conflict: 409,
};

/** What a browser is asked of a passkey: to show one, or, in the settings, to make one. */
export async function action({ request, context }: ActionArgs) {
  const page = pageOf(context);
  const { app, site, visitor } = page;
  const client = clientOf(page, request);
  const isNew = page.path.startsWith('/dashboard/');
  try {
    if (isNew && !visitor) return new Response(null, { status: 403 });
    const { options, cookies } =
      isNew && visitor
        ? await beginPasskey(app, site, client, visitor)
        : await askForPasskey(app, site, client);
    return Response.json(options, {
      headers: withCookies(cookies, { 'cache-control': 'no-store' }),
    });
  } catch (error) {
    const status = isAppError(error) ? STATUSES[error.code] : undefined;
    if (status === undefined) throw error;
    return new Response(null, { status });
  }
}

export function loader() {
  throw new Response(null, { status: 404 });
}
