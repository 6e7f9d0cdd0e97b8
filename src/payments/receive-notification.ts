import type { App } from '#platform/app.ts';
import { logNotices } from '#platform/notices/index.ts';
import { findGateway, openGateway } from './configured-gateway.ts';
import { applyEvents, type Applied } from './events/apply-events.ts';
import type { Notification } from './gateway.ts';

/**
 * Takes what a gateway sent: it is checked and read by the gateway, then applied, each event once,
 * whatever is repeated and by whomever at the same time. A paused gateway is heard as well. Refuses
 * `not_found` (the gateway) and `invalid_signature`; `unavailable` asks to be sent again.
 */
export async function receiveNotification(
  app: App,
  gatewayName: string,
  notification: Notification,
): Promise<Applied> {
  const gateway = await findGateway(app.db, gatewayName);
  const events = await openGateway(app, gateway).readNotification(app, notification);
  const source = {
    gatewayId: gateway.id,
    actor: `gateway:${gateway.name}`,
    raw: textOf(notification.body),
    now: new Date(app.clock.now()),
  };
  const applied = await app.transact((tx) => applyEvents(tx, source, events));
  logNotices(app, applied.notices);
  return applied;
}

/** What is kept is text: Postgres takes no NUL in it. */
const textOf = (body: Buffer): string => body.toString('utf8').replaceAll('\0', '');
