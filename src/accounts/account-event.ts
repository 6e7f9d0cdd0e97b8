import type { Json } from '#platform/db/schema.ts';

/** Everything that is told of an account beside its orders. */
export type AccountEventType =
  | 'payment.credited'
  | 'payment.refunded'
  | 'payment.disputed'
  | 'balance.low'
  | 'ticket.answered'
  | 'ticket.closed'
  | 'webhook.failing'
  | 'webhook.disabled'
  | 'key.unused'
  | 'security.new_device'
  | 'security.keys'
  | 'security.sign_in';

export type AccountEvent = {
  accountId: number;
  type: AccountEventType;
  /** What it is about, such as `ticket:T-7KQ4M-2XD9P`: the same again is told together. */
  subject: string;
  /** Few and short, for whoever reads it; never a secret. */
  data?: Json;
};

export type ReadAccountEvent = AccountEvent & { id: bigint; at: Date };
