export { cutQueries, type Fate } from './cut-queries.ts';
export type { Ending, Gate, Passed } from './gate.ts';
export { openFaultProxy, type FaultProxy, type FaultProxyOptions } from './open-fault-proxy.ts';
export { parseRule, type ProxyFault, type ProxyRule } from './rule.ts';
