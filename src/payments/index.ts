export { addGateway, setGateway, type GatewayChange, type NewGateway } from './set-gateway.ts';
export { readGateways, type ConfiguredGateway } from './configured-gateway.ts';
export { gatewayKinds } from './gateway-kinds.ts';
export {
  moveTestGateway,
  playAtTestGateway,
  readTestGateway,
  type TestGatewayRow,
} from './gateways/test/use-test-gateway.ts';
export { listCredits, type CreditQuery, type DepositCredit } from './list-credits.ts';
export { listPayments, type PaymentQuery } from './list-payments.ts';
export { listWays, type Way } from './list-ways.ts';
export { paymentIdOf, paymentText, refundIdOf, refundText, type Payment } from './payment.ts';
export { quotePayment, type Quote, type QuoteWish } from './quote-payment.ts';
export {
  readInstructions,
  readPayment,
  readPaymentSteps,
  type PaymentStep,
} from './read-payment.ts';
export { startPayment, type StartPayment } from './start-payment.ts';
export type { BonusTerms, CodeBonus, SizeBonus } from './terms.ts';
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
