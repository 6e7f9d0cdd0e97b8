import type { Transaction } from 'notpanel/billing/index.ts';
import type { Messages } from '../../../messages.ts';

type Known = keyof Messages['wallet']['kinds'];

// The total table: a kind that a wallet may see and has no words for does not compile.
const KEYS: Readonly<Record<Transaction['kind'], Known>> = {
  deposit: 'deposit',
  'deposit.fee': 'depositFee',
  'deposit.fee_return': 'depositFeeReturn',
  'deposit.reverse': 'depositReverse',
  'deposit.restore': 'depositRestore',
  'bonus.grant': 'bonusGrant',
  'bonus.end': 'bonusEnd',
  'dispute.freeze': 'disputeFreeze',
  'dispute.lose': 'disputeLose',
  'dispute.reopen': 'disputeReopen',
  'dispute.return': 'disputeReturn',
  'receivable.open': 'receivableOpen',
  'receivable.pay': 'receivablePay',
  'receivable.cancel': 'receivableCancel',
  'receivable.forgive': 'receivableForgive',
  'receivable.regain': 'adjustment',
  'refund.request': 'refundRequest',
  'refund.done': 'refundDone',
  'refund.return': 'refundReturn',
  adjustment: 'adjustment',
  'order.hold': 'orderHold',
  'order.refund': 'orderRefund',
  'giveaway.prize': 'giveawayPrize',
  'affiliate.payout': 'affiliatePayout',
  'invoice.credit': 'invoiceCredit',
  // No wallet sees these.
  'order.coupon': 'adjustment',
  'order.earn': 'adjustment',
  'order.coupon_return': 'adjustment',
  'risk.open': 'adjustment',
  'risk.release': 'adjustment',
  'risk.loss': 'adjustment',
};

/** The name of a kind's words. */
export const kindKey = (kind: Transaction['kind']): Known => KEYS[kind];
