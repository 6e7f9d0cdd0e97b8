export { tightest, type Decision, type Layer, type LayerName } from './decision.ts';
export type { LimitStore } from './limit-store.ts';
export { openRedisStore, type RedisStore } from './redis-store.ts';
export { sweepWindows } from './sweep-windows.ts';
export { takeAccount, type LimitedCaller } from './take-account.ts';
export { IP_LIMIT, networkOf, takeIp } from './take-ip.ts';
export { take } from './take.ts';
