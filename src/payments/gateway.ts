import type { z } from 'zod';
import type { Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';

/** What a payment is made with, for its icon and its words. */
export type Means = 'card' | 'crypto' | 'transfer' | 'test';

/** A payment that is about to be made, as our own records have it. */
export type NewCheckout = {
  /** Ours, such as `pay_12`: the gateway keeps it, and its events name it. */
  paymentId: string;
  /** To be paid, the fee in it; nano-units of `currency`, whole in its smallest unit. */
  amount: Money;
  currency: string;
  email: string;
  locale: string;
  /** What the payer reads at the gateway. */
  description: string;
  /** Where the payer comes back to, whatever happened. */
  returnUrl: string;
  cancelUrl: string;
  /** Where the gateway sends its events. */
  eventsUrl: string;
  expiresAt: Date;
};

/** Where to pay. A transfer by hand has no address but words of its own. */
export type Checkout = { gatewayId: string; url: string | null; expiresAt: Date | null };

/** Something that happened at a gateway, checked to come from it. Amounts are the gateway's. */
export type GatewayEvent = {
  /**
   * Of what happened, not of the message that told it: with the gateway's name it acts once, told
   * by a notification, by another one, or by `readCheckout`.
   */
  eventId: string;
  /** Ours, where the gateway names it. */
  paymentId: string | null;
  /** What `createCheckout` answered: finds the payment where the gateway does not name ours. */
  gatewayId: string;
  at: Date;
} & Happening;

export type Happening =
  /** So much more has arrived for good; a payment may arrive in parts, late, or be too much. */
  | { kind: 'received'; amount: Money; currency: string }
  /** Seen, not yet for good. */
  | { kind: 'processing' }
  | { kind: 'expired' }
  | { kind: 'failed'; reason: string }
  /** `refundId` is ours (`rfd_3`) where we asked for it, else the gateway's. */
  | { kind: 'refunded'; refundId: string; amount: Money; currency: string }
  | { kind: 'refund_failed'; refundId: string; reason: string }
  | { kind: 'disputed'; disputeId: string; amount: Money; currency: string }
  | { kind: 'dispute_won'; disputeId: string }
  | { kind: 'dispute_lost'; disputeId: string }
  /** Signed and of no meaning here; kept, and answered with thanks. */
  | { kind: 'noted'; type: string };

export type Notification = { headers: Headers; body: Buffer };

export type NewRefund = {
  /** Ours: repeating a refund under it refunds once. */
  refundId: string;
  gatewayId: string;
  amount: Money;
  currency: string;
};

/** One way to be paid. A file of its own behind this, opened with the operator's settings. */
export type Gateway = {
  /** Makes the checkout. The same `paymentId` twice makes one. */
  createCheckout(app: App, checkout: NewCheckout): Promise<Checkout>;
  /** Reads what a gateway sent; refuses `invalid_signature` without a word of why. */
  readNotification(app: App, notification: Notification): Promise<readonly GatewayEvent[]>;
  /** Asks what has happened to a checkout: heals notifications that never came. */
  readCheckout(app: App, gatewayId: string): Promise<readonly GatewayEvent[]>;
  /**
   * Sends money back; null where only a person can. Not done yet: an event will tell. Throws
   * `unavailable` to be asked again; any other AppError is a final no.
   */
  refund: ((app: App, refund: NewRefund) => Promise<{ done: boolean }>) | null;
  /** What the payer reads where there is no address to go to. */
  readonly instructions?: string;
};

/** A kind of gateway: what the operator sets, and how it is opened with that. */
export type GatewayKind<Settings = unknown> = {
  readonly name: string;
  readonly means: Means;
  /** Secrets among them are sealed when stored. */
  readonly settings: z.ZodType<Settings>;
  open(settings: Settings): Gateway;
};
