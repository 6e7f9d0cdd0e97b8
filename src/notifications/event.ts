import type { MailPace } from '#platform/db/schema.ts';

export type { MailPace };

/** Everything that people are told, in the order in which their choices are shown. */
export const NEWS_EVENTS = [
  'order.completed',
  'order.partial',
  'order.canceled',
  'order.failed',
  'order.paused',
  'refill.completed',
  'refill.rejected',
  'payment.credited',
  'payment.refunded',
  'payment.disputed',
  'balance.low',
  'ticket.answered',
  'ticket.closed',
  'webhook.failing',
  'webhook.disabled',
  'key.unused',
  'security.new_device',
  'security.keys',
  'security.sign_in',
] as const;
export type NewsEvent = (typeof NEWS_EVENTS)[number];

export const NEWS_GROUPS = ['orders', 'money', 'tickets', 'api', 'security'] as const;
export type NewsGroup = (typeof NEWS_GROUPS)[number];

export const MAIL_PACES = ['now', 'hourly', 'daily', 'off'] as const satisfies readonly MailPace[];

/** By which ways somebody is told of an event. */
export type Ways = { inApp: boolean; mail: MailPace };

type Kind = {
  group: NewsGroup;
  /** What holds until somebody chooses. */
  usual: Ways;
  /** Nobody can switch it off, and its mail leaves with the change itself. */
  locked?: true;
  /** The event that a webhook can be told of as well. */
  hook?: string;
};

const kind = (group: NewsGroup, mail: MailPace, hook?: string): Kind => ({
  group,
  usual: { inApp: true, mail },
  ...(hook !== undefined && { hook }),
});
const locked: Kind = { ...kind('security', 'now'), locked: true };

/** What goes as it should waits for its reader; what costs money or time is mailed. */
export const NEWS: Readonly<Record<NewsEvent, Kind>> = {
  'order.completed': kind('orders', 'off', 'order.completed'),
  'order.partial': kind('orders', 'hourly', 'order.partial'),
  'order.canceled': kind('orders', 'hourly', 'order.canceled'),
  'order.failed': kind('orders', 'hourly', 'order.failed'),
  'order.paused': kind('orders', 'now', 'balance.low'),
  'refill.completed': kind('orders', 'off', 'refill.completed'),
  'refill.rejected': kind('orders', 'hourly', 'refill.rejected'),
  'payment.credited': kind('money', 'now'),
  'payment.refunded': kind('money', 'now'),
  'payment.disputed': kind('money', 'now'),
  'balance.low': kind('money', 'now'),
  'ticket.answered': kind('tickets', 'now'),
  'ticket.closed': kind('tickets', 'now'),
  'webhook.failing': kind('api', 'now'),
  'webhook.disabled': kind('api', 'now'),
  'key.unused': kind('api', 'daily'),
  'security.new_device': locked,
  'security.keys': locked,
  'security.sign_in': locked,
};

export const isNewsEvent = (text: string): text is NewsEvent =>
  (NEWS_EVENTS as readonly string[]).includes(text);
