import { perApp, type App } from '#platform/app.ts';
import type { GatewayKind } from './gateway.ts';
import { MANUAL } from './gateways/manual/manual.ts';

/** What the product can be paid by. */
const KINDS: readonly GatewayKind[] = [MANUAL as GatewayKind];

/** The kinds there are, by name. A test adds one of its own to its App. */
export const gatewayKinds: (app: App) => Map<string, GatewayKind> = perApp(
  () => new Map(KINDS.map((kind) => [kind.name, kind])),
);
