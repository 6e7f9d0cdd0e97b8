import type { TransferKind } from '#platform/db/schema.ts';

/** The lines of a statement, in its order. */
export const GROUPS = [
  'deposits',
  'bonuses',
  'orders',
  'refunds',
  'prizes',
  'commissions',
  'credits',
  'returns',
  'disputes',
  'receivables',
  'adjustments',
] as const;

export type Group = (typeof GROUPS)[number];

/** What a transfer's reference names. */
export type Subject = 'order' | 'payment' | 'refund' | 'giveaway' | 'document' | 'none';

/**
 * What a movement of a wallet is to its customer: the line that it is summed in, and what its
 * reference names. Kinds that no wallet ever sees have none.
 */
export const KINDS: Readonly<Record<TransferKind, readonly [Group, Subject] | null>> = {
  deposit: ['deposits', 'payment'],
  'deposit.fee': ['deposits', 'payment'],
  'deposit.fee_return': ['deposits', 'payment'],
  'deposit.reverse': ['returns', 'payment'],
  'deposit.restore': ['returns', 'payment'],
  'bonus.grant': ['bonuses', 'payment'],
  'bonus.end': ['bonuses', 'payment'],
  'dispute.freeze': ['disputes', 'payment'],
  'dispute.lose': ['disputes', 'payment'],
  'dispute.reopen': ['disputes', 'payment'],
  'dispute.return': ['disputes', 'payment'],
  'receivable.open': ['receivables', 'payment'],
  'receivable.pay': ['receivables', 'payment'],
  'receivable.cancel': ['receivables', 'payment'],
  'receivable.forgive': ['receivables', 'payment'],
  'receivable.regain': null,
  'refund.request': ['returns', 'refund'],
  'refund.done': ['returns', 'refund'],
  'refund.return': ['returns', 'refund'],
  adjustment: ['adjustments', 'none'],
  'order.hold': ['orders', 'order'],
  'order.refund': ['refunds', 'order'],
  'giveaway.prize': ['prizes', 'giveaway'],
  'affiliate.payout': ['commissions', 'none'],
  'invoice.credit': ['credits', 'document'],
  'order.coupon': null,
  'order.earn': null,
  'order.coupon_return': null,
  'risk.open': null,
  'risk.release': null,
  'risk.loss': null,
};

const ALL = Object.keys(KINDS) as TransferKind[];

/** The kinds of a group; of all groups where none is named. */
export const kindsOf = (group?: Group): TransferKind[] =>
  group === undefined ? ALL : ALL.filter((kind) => KINDS[kind]?.[0] === group);

/** A kind that no wallet should see would still have to be shown: as a correction. */
export const groupOf = (kind: TransferKind): Group => KINDS[kind]?.[0] ?? 'adjustments';
export const subjectOf = (kind: TransferKind): Subject => KINDS[kind]?.[1] ?? 'none';

export const isGroup = (text: string): text is Group => GROUPS.some((group) => group === text);
