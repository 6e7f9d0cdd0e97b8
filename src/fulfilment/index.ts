export { findProviderOrders } from './find-provider-orders.ts';
export { followOrders } from './follow-orders.ts';
export { measureAverages } from './measure-averages.ts';
export { passWishes } from './pass-wishes.ts';
export { openSubmitLane, type LaneOptions, type SubmitLane } from './submit-lane.ts';
export { sweepLeases } from './sweep-leases.ts';
