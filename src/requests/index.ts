export { KEPT_DAYS, type AnsweredCall, type CallDetail, type LoggedCall } from './call.ts';
export { keepRequestDays } from './keep-days.ts';
export { listCalls, type CallFilter, type CallPage, type CallsWanted } from './list-calls.ts';
export { listGaps, type RequestGap } from './list-gaps.ts';
export { listOrderCalls } from './list-order-calls.ts';
export { readCall } from './read-call.ts';
export { readUsage, type Usage, type UsageFigures, type UsageWanted } from './read-usage.ts';
export { recordCall, writeCalls } from './record-call.ts';
