import type { NoticeSeverity } from '#platform/db/schema.ts';
import type { Notice } from '#platform/notices/index.ts';

export const DOUBT = 'order.unknown';

type Doubt = { orderId: number; providerId: number; why: string; severity: NoticeSeverity };

/** Tells the operator of an order that a provider may have or not. */
export const doubtNotice = ({ orderId, providerId, why, severity }: Doubt): Notice => ({
  kind: DOUBT,
  subject: `order:${orderId}`,
  severity,
  text:
    `Nobody knows whether provider ${providerId} has order ${orderId}: ${why.slice(0, 300)}. It is ` +
    'not sent again by itself. Look there, then say what you found: ' +
    `notpanel order resolve ${orderId} --placed <number there>, or --not-placed.`,
});
