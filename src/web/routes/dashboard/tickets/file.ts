import { readFile } from 'notpanel/support/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs } from '../../../page.ts';

/** A file of one's own ticket: downloaded, never shown as a page of this shop. */
export async function loader({ context, params }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const wanted = { reference: params['id'] ?? '', fileId: params['file'] ?? '' };
  const file = await readFile(page.app.db, wanted, { accountId });
  if (!file) throw new Response(null, { status: 404 });
  const { type, name, body } = file;
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
      'content-length': String(body.length),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
