import type { Tx } from '#platform/db/types.ts';
import { NEWS, type NewsEvent, type Ways } from './event.ts';

/** Keeps what somebody chose; what cannot be switched off stays as it is, whatever is given. */
export async function setPreferences(
  tx: Tx,
  accountId: number,
  chosen: ReadonlyMap<NewsEvent, Ways>,
): Promise<void> {
  const open = [...chosen].filter(([event]) => !NEWS[event].locked);
  if (open.length === 0) return;
  await tx
    .insertInto('notification_preferences')
    .values(
      open.map(([event, { inApp, mail }]) => ({
        account_id: accountId,
        ...{ event, mail, in_app: inApp },
      })),
    )
    .onConflict((of) =>
      of.columns(['account_id', 'event']).doUpdateSet((set) => ({
        in_app: set.ref('excluded.in_app'),
        mail: set.ref('excluded.mail'),
      })),
    )
    .execute();
}
