export { addGateway, setGateway, type GatewayChange, type NewGateway } from './set-gateway.ts';
export { applyEvents, type Applied, type Source } from './events/apply-events.ts';
export { approveRefund, refuseRefund, type Deciding } from './refunds/decide-refund.ts';
export { approveTransfer, refuseTransfer, type Judging } from './manual/judge-transfer.ts';
export { askGateway } from './ask-gateway.ts';
export { checkPayments } from './check-payments.ts';
export { finishRefund, sendRefunds } from './refunds/send-refunds.ts';
export { gatewayKinds } from './gateway-kinds.ts';
export {
  moveTestGateway,
  playAtTestGateway,
  readTestGateway,
  type TestGatewayRow,
} from './gateways/test/use-test-gateway.ts';
export { listCredits, type CreditQuery, type DepositCredit } from './list-credits.ts';
export { listPayments, type PaymentQuery } from './list-payments.ts';
export { listRefunds, readRefund, type RefundQuery } from './refunds/list-refunds.ts';
export { listWays, type Way } from './list-ways.ts';
export { paymentIdOf, paymentText, refundIdOf, refundText, type Payment } from './payment.ts';
export { payReceivables } from './receivables/pay-receivables.ts';
export { quotePayment, type Quote, type QuoteWish } from './quote-payment.ts';
export { readBonus, type Bonus } from './bonuses/read-bonus.ts';
export { readGateways, type ConfiguredGateway } from './configured-gateway.ts';
export {
  readInstructions,
  readPayment,
  readPaymentSteps,
  type PaymentStep,
} from './read-payment.ts';
export { readRefundable, type Refundable } from './refunds/read-refundable.ts';
export { receiveNotification } from './receive-notification.ts';
export { reportTransfer, type Report } from './manual/report-transfer.ts';
export { REFUND_GOAL_DAYS, requestRefund, type RefundWish } from './refunds/request-refund.ts';
export { startPayment, type StartPayment } from './start-payment.ts';
export type { BonusTerms, CodeBonus, SizeBonus } from './terms.ts';
export type { Refund } from './refunds/refund.ts';
export type {
  Checkout,
  Gateway,
  GatewayEvent,
  GatewayKind,
  Happening,
  Means,
  NewCheckout,
  NewRefund,
  Notification,
} from './gateway.ts';
export { createDepositCoupon, type NewDepositCoupon } from './deposit-coupons/create-coupon.ts';
export {
  listDepositCoupons,
  setDepositCouponActive,
  type ListedDepositCoupon,
} from './deposit-coupons/list-coupons.ts';
export { collectReceivables, endBonuses, followPayments } from './keep-payments.ts';
export { forgiveReceivable } from './receivables/forgive-receivable.ts';
export { listDisputes, type Dispute, type DisputeQuery } from './disputes/list-disputes.ts';
export { listEvents, type EventQuery, type HeardEvent } from './events/list-events.ts';
export { listReceivables, readOwed, type Receivable } from './receivables/list-receivables.ts';
export { settleEvent, type Settling } from './events/settle-event.ts';
export { reportDispute, type DisputeReport } from './disputes/report-dispute.ts';
export { sweepRawEvents } from './events/sweep-raw-events.ts';
