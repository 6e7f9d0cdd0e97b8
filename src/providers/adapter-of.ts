import type { App } from '#platform/app.ts';
import { callProvider } from './call-provider.ts';
import { notpanel } from './notpanel.ts';
import type { Adapter, Call, Provider, ProviderKind } from './provider.ts';
import { v2 } from './v2.ts';

export const ADAPTERS: Record<ProviderKind, Adapter> = { v2, notpanel };

type Bound = {
  [Name in keyof Adapter]: Adapter[Name] extends (call: Call, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : Adapter[Name];
};

/** What can be asked of a provider, in the protocol of its kind. Nothing of it throws. */
export function adapterOf(app: App, provider: Provider): Bound {
  const adapter = ADAPTERS[provider.kind];
  const call: Call = (action, params) => callProvider(app, provider, action, params);
  return {
    repeatsSafely: adapter.repeatsSafely,
    add: (order) => adapter.add(call, order),
    statuses: (ids) => adapter.statuses(call, ids),
    cancel: (ids) => adapter.cancel(call, ids),
    refill: (id) => adapter.refill(call, id),
    refillStatuses: (ids) => adapter.refillStatuses(call, ids),
    balance: () => adapter.balance(call),
    services: () => adapter.services(call),
  };
}
