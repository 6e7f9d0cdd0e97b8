export { addEndpoint, type IssuedEndpoint, type NewEndpoint } from './add-endpoint.ts';
export { changeEvents } from './change-events.ts';
export { countDeliveries, type DeliveriesWaiting } from './count-deliveries.ts';
export { openDeliveryLane, type DeliveryLane } from './delivery-lane.ts';
export { enableEndpoint } from './enable-endpoint.ts';
export {
  endpointText,
  EVENTS,
  type Endpoint,
  type EndpointRef,
  type WebhookEvent,
} from './endpoint.ts';
export { fanOut } from './fan-out.ts';
export { listDeliveries, type Delivery } from './list-deliveries.ts';
export { LONGEST_RETRY_AFTER_MS, RESTS_MS } from './schedule.ts';
export { listEndpoints } from './list-endpoints.ts';
export { readDelivery, type DeliveryLog } from './read-delivery.ts';
export { removeEndpoint } from './remove-endpoint.ts';
export { replayDeliveries, type Replay } from './replay-deliveries.ts';
export { resendDelivery } from './resend-delivery.ts';
export { rotateSecret } from './rotate-secret.ts';
export { sweepDeliveries } from './sweep-deliveries.ts';
export { testEndpoint } from './test-endpoint.ts';
