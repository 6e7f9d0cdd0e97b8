export type {
  Balance,
  IssuedWebhook,
  OrderStatus,
  RefillWord,
  Service,
  WebhookEndpoint,
} from './answers.ts';
export * from './errors.ts';
export * as money from './money.ts';
export type { NewOrder, OrderParams, Placed, ServiceType } from './orders.ts';
export { Panel, type Id } from './panel.ts';
export { VERSION, type Options } from './transport.ts';
export * from './webhook.ts';
