export { followRefills } from './follow-refills.ts';
export { readRefills, type RefillView } from './read-refills.ts';
export { requestRefill } from './request-refill.ts';
export { sendRefills } from './send-refills.ts';
