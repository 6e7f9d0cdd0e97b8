import { perApp, type App } from '#platform/app.ts';
import type { GatewayKind } from './gateway.ts';
import { btcpayGateway } from './gateways/btcpay/btcpay-gateway.ts';
import { MANUAL } from './gateways/manual/manual.ts';
import { stripeGateway } from './gateways/stripe/stripe-gateway.ts';
import { testGateway } from './gateways/test/test-gateway.ts';

/** What the product can be paid by. */
const KINDS: readonly GatewayKind[] = [
  stripeGateway as GatewayKind,
  btcpayGateway as GatewayKind,
  MANUAL as GatewayKind,
  testGateway as GatewayKind,
];

/** The kinds there are, by name. A test adds one of its own to its App. */
export const gatewayKinds: (app: App) => Map<string, GatewayKind> = perApp(
  () => new Map(KINDS.map((kind) => [kind.name, kind])),
);
