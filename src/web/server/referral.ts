import { parse, serialize } from 'hono/utils/cookie';
import { bindReferral, takeClick } from '#promotions/index.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Page } from './context.ts';

const COOKIE = 'referral';

/**
 * Counts a visit by somebody's link; answers the cookies that remember it. Only the link's own
 * address sets one, so that pages of the shop are the same for everybody.
 */
export async function followReferral(
  { app, site }: Page,
  code: string,
  request: Request,
): Promise<string[]> {
  const click = await takeClick(app, code, ticketOf(request));
  if (!click) return [];
  const secure = site.url.startsWith('https:');
  const { ticket, maxAgeS: maxAge } = click;
  return [
    serialize(COOKIE, ticket, { path: '/', maxAge, httpOnly: true, sameSite: 'Lax', secure }),
  ];
}

/** What a sign-up does for whoever brought it. */
export const bindTo =
  ({ app, ip: address }: Page, request: Request, email: string) =>
  (tx: Tx, accountId: number): Promise<void> =>
    bindReferral(tx, app, { accountId, email: email.trim(), address, ticket: ticketOf(request) });

const ticketOf = (request: Request): string | undefined =>
  parse(request.headers.get('cookie') ?? '')[COOKIE];
