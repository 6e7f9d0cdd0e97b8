import { formatMoney, type Money } from '#lib/money.ts';
import type { Notice } from '#platform/notices/index.ts';

export const RISK = 'order.risk';

type Risk = { orderId: number; providerId: number; amount: Money };

/** Tells the operator of an order that was refunded while nobody knew whether it was placed. */
export const riskNotice = ({ orderId, providerId, amount }: Risk): Notice => ({
  kind: RISK,
  subject: `order:${orderId}`,
  severity: 'warning',
  text:
    `Order ${orderId} was refunded, because nobody could say whether provider ${providerId} has ` +
    `it. ${formatMoney(amount)} is set aside for what it may ask, until you say what you found: ` +
    `notpanel order resolve ${orderId} --placed <number there>, or --not-placed.`,
});
