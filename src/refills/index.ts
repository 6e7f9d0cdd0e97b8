export { completeRefill } from './complete-refill.ts';
export type { RefillByHand } from './end-refill.ts';
export { expireRequests } from './expire-requests.ts';
export { followRefills } from './follow-refills.ts';
export { listOwnRefills, type OwnRefill, type RefillStep } from './list-own-refills.ts';
export { listRefills, type OpenRefill } from './list-refills.ts';
export { readOrderRefills } from './read-order-refills.ts';
export { readRefills, type RefillView } from './read-refills.ts';
export {
  refillOutlook,
  type RefillFacts,
  type RefillOutlook,
  type RefillRefusal,
} from './refill-outlook.ts';
export { rejectRefill } from './reject-refill.ts';
export { requestRefill } from './request-refill.ts';
export { sendRefills } from './send-refills.ts';
