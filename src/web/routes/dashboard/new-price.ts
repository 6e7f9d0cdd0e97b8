import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { PRICE_INTENTS } from 'notpanel/web/server/dashboard/new-order-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs } from '../../page.ts';

/** The exact price of what the order form holds, as JSON; a form of lines is too long for an address. */
export const action = (args: ActionArgs) => act(PRICE_INTENTS, args);

export function loader({ context }: LoaderArgs) {
  signedIn(pageOf(context));
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
