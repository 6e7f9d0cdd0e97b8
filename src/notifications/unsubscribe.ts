import type { Tx } from '#platform/db/types.ts';
import { readPreferences } from './read-ways.ts';
import { setPreferences } from './set-preferences.ts';
import type { Unsubscribing } from './unsubscribe-token.ts';

/** Ends mails of some events; what is shown in the panel stays. A repeat changes nothing. */
export async function unsubscribe(tx: Tx, { accountId, events }: Unsubscribing): Promise<void> {
  const ways = await readPreferences(tx, accountId);
  const quiet = events.map((event) => {
    const inApp = ways.get(event)?.inApp ?? true;
    return [event, { inApp, mail: 'off' }] as const;
  });
  await setPreferences(tx, accountId, new Map(quiet));
  await tx
    .deleteFrom('notification_lines')
    .where('account_id', '=', accountId)
    .where('event', 'in', events)
    .execute();
}
