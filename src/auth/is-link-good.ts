import type { App } from '#platform/app.ts';
import { readToken, type Purpose } from './mail-token.ts';

/** Whether a mailed link would work now, and for which address. It is not used up. */
export async function isLinkGood(
  app: App,
  purpose: Purpose,
  token: string,
): Promise<{ email: string } | null> {
  const proof = await readToken(app.db, [purpose], token, new Date(app.clock.now()));
  return proof ? { email: proof.email } : null;
}
