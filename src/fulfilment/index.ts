export { addSighting, type Sighting } from './add-sighting.ts';
export { applyUnknownPolicy } from './apply-unknown-policy.ts';
export { claimAttempts, type Attempt } from './claim-attempts.ts';
export { escalateUnknown } from './escalate-unknown.ts';
export type { Evidence, EvidenceKind, EvidenceVerdict } from './evidence.ts';
export { findProviderOrders } from './find-provider-orders.ts';
export { followOrders } from './follow-orders.ts';
export { measureScorecards } from './measure-scorecards.ts';
export { listStuck, type StuckOrder, type StuckReason } from './list-stuck.ts';
export { listUnknown, type UnknownOrder } from './list-unknown.ts';
export type { Outcome } from './outcome.ts';
export { passWishes } from './pass-wishes.ts';
export { readScorecards, type Scorecard } from './read-scorecards.ts';
export {
  readOrderStory,
  type OrderStory,
  type StoryAttempt,
  type StoryTransfer,
} from './read-order-story.ts';
export { readMeasures, type Measures } from './read-measures.ts';
export { readPace, type ReadPace } from './read-pace.ts';
export { recordBreaker, type BreakerChange } from './record-breaker.ts';
export { recordEvidence } from './record-evidence.ts';
export { recordOutcomes } from './record-outcomes.ts';
export { rerouteWaiting } from './reroute-waiting.ts';
export { reportStuck } from './report-stuck.ts';
export { resolveUnknown, type Decision } from './resolve-unknown.ts';
export { mayAnswer, seekEvidence } from './seek-evidence.ts';
export type { Settled } from './settle-doubts.ts';
export { openSubmitLane, type LaneOptions, type SubmitLane } from './submit-lane.ts';
export { sweepLeases } from './sweep-leases.ts';
export {
  POLICIES,
  readUnknownPolicy,
  setUnknownPolicy,
  type UnknownPolicy,
} from './unknown-policy.ts';
