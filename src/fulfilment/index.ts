export { findProviderOrders } from './find-provider-orders.ts';
export { followOrders } from './follow-orders.ts';
export { measureAverages } from './measure-averages.ts';
export { passWishes } from './pass-wishes.ts';
export { readPace, type ReadPace } from './read-pace.ts';
export { openSubmitLane, type LaneOptions, type SubmitLane } from './submit-lane.ts';
export { sweepLeases } from './sweep-leases.ts';
