import { drawDocument } from 'notpanel/promotions/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';

/** Everything that was published of a draw: what the re-check script reads. */
export async function loader({ context, params }: LoaderArgs) {
  const { app } = pageOf(context);
  const id = /^[1-9]\d{0,8}$/.test(params['id'] ?? '') ? Number(params['id']) : 0;
  try {
    const headers = { 'access-control-allow-origin': '*' };
    return Response.json(await drawDocument(app, id), { headers });
  } catch (error) {
    // Pages have a copy of lib/errors of their own, which knows none of the domains' errors.
    if (error instanceof Error && 'code' in error && error.code === 'not_found') {
      return Response.json({ error: 'There is no such giveaway' }, { status: 404 });
    }
    throw error;
  }
}
