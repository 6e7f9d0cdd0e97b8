/** What a webhook may be told of (contract 5). */
export const EVENTS = [
  'order.created',
  'order.in_progress',
  'order.completed',
  'order.partial',
  'order.canceled',
  'order.failed',
  'order.refunded',
  'refill.completed',
  'refill.rejected',
  'balance.low',
  'service.changed',
] as const;
export type WebhookEvent = (typeof EVENTS)[number];

/** The event that its owner asks for; it goes to whoever it is asked for, and is tried once. */
export const TEST_EVENT = 'webhook.test';

export type EndpointState = 'active' | 'failing' | 'disabled';

/** A webhook as its owner sees it: never the secret. */
export type Endpoint = {
  id: number;
  accountId: number;
  url: string;
  events: WebhookEvent[];
  state: EndpointState;
  /** Since when no message arrived. */
  failingSince: Date | null;
  /** It asked for rest until then. */
  pausedUntil: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
  /** Until when messages are signed with the secret of before as well. */
  oldSecretUntil: Date | null;
  createdAt: Date;
};

/** A webhook, of this account where it says so. */
export type EndpointRef = { endpointId: number; accountId?: number | undefined };

export const endpointText = (id: number): string => `wh_${id}`;
