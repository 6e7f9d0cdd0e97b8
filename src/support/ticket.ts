import type {
  TicketAuthor,
  TicketKind,
  TicketLink,
  TicketPriority,
  TicketState,
} from '#platform/db/schema.ts';
import type { Vault } from '#platform/vault.ts';

export type { TicketAuthor, TicketKind, TicketLink, TicketPriority, TicketState };

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

export const TICKET_PRIORITIES = [
  'low',
  'normal',
  'high',
  'urgent',
] as const satisfies readonly TicketPriority[];

/** What a customer may choose; urgent is the operator's word. */
export const OWN_PRIORITIES = [
  'low',
  'normal',
  'high',
] as const satisfies readonly TicketPriority[];

/** How long after its end the writer may take a conversation up again; later it is a new one. */
export const REOPENS_MS = 30 * 86_400_000;

/** What a ticket is about, by their numbers. */
export type TicketLinks = Readonly<Record<TicketLink, readonly number[]>>;

export const NO_LINKS: TicketLinks = { order: [], payment: [], delivery: [] };

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
  priority: TicketPriority;
  /** Since when the writer waits for an answer. */
  waitingSince: Date | null;
  /** By when the operator means to answer. */
  goalAt: Date | null;
  rating: number | null;
  ratingNote: string | null;
};

export type TicketMessage = {
  id: bigint;
  author: TicketAuthor;
  /** Of operators for operators only. */
  authorName: string;
  body: string;
  at: Date;
  /** Of an answer: when it was due. */
  goalAt: Date | null;
};

/** A file of a message; its bytes are read apart. */
export type TicketFile = {
  /** Random: nobody finds it by counting. */
  id: string;
  messageId: bigint;
  name: string;
  type: string;
  bytes: number;
  /** It was kept as long as files are. */
  removedAt: Date | null;
};

/** Who does something to a ticket: whoever wrote it, or an operator by name. */
export type Party = { author: 'writer' } | { author: 'operator'; name: string };

/** What the shop is called and where it is, for mails. */
export type Shop = { name: string; url: string };

/** What verbs that write mails need beside the transaction. */
export type Desk = { vault: Vault; now: Date; shop: Shop };

export const isTicketKind = (text: string): text is TicketKind =>
  (TICKET_KINDS as readonly string[]).includes(text);

/** Whether its writer may still take it up again. */
export const mayReopen = ({ closedAt }: Pick<Ticket, 'closedAt'>, now: Date): boolean =>
  closedAt === null || now.getTime() - closedAt.getTime() < REOPENS_MS;
