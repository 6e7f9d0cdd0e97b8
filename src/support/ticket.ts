import type { TicketAuthor, TicketKind, TicketState } from '#platform/db/schema.ts';

import type { Vault } from '#platform/vault.ts';

export type { TicketAuthor, TicketKind, TicketState };

/** What a message may be about, in the order in which a form offers it. */
export const TICKET_KINDS = [
  'question',
  'order',
  'payment',
  'privacy',
  'notice',
  'takedown',
  'appeal',
  'leaked_key',
] as const satisfies readonly TicketKind[];

export const TICKET_STATES = [
  'open',
  'answered',
  'closed',
] as const satisfies readonly TicketState[];

export type Ticket = {
  id: bigint;
  /** What people quote: `T-7KQ4M-2XD9P`. */
  reference: string;
  kind: TicketKind;
  /** open: waits for the operator; answered: for the writer. */
  state: TicketState;
  /** Null: the writer was not signed in. */
  accountId: number | null;
  /** What the writer says it is about. */
  orderId: number | null;
  name: string;
  email: string;
  language: string;
  subject: string;
  openedAt: Date;
  changedAt: Date;
  closedAt: Date | null;
};

export type TicketMessage = {
  id: bigint;
  author: TicketAuthor;
  /** Of operators for operators only. */
  authorName: string;
  body: string;
  at: Date;
};

/** What the shop is called and where it is, for mails. */
export type Shop = { name: string; url: string };

/** What verbs that write mails need beside the transaction. */
export type Desk = { vault: Vault; now: Date; shop: Shop };

export const isTicketKind = (text: string): text is TicketKind =>
  (TICKET_KINDS as readonly string[]).includes(text);
