export { adapterOf } from './adapter-of.ts';
export { addProvider, type NewProvider } from './add-provider.ts';
export { callProvider } from './call-provider.ts';
export { checkProvider, saveProven, type Conformance } from './conformance/check-provider.ts';
export type { Finding } from './conformance/finding.ts';
export { costRateOf } from './cost-rate.ts';
export { pauseProvider } from './pause-provider.ts';
export { pollBalance, pollBalances, type PolledBalance } from './poll-balances.ts';
export { recordTopup, type Topup } from './record-topup.ts';
export { reviewProvider } from './review-provider.ts';
export { setProviderKey } from './set-provider-key.ts';
export { setProvider } from './set-provider.ts';
export type { ProviderSettings } from './settings.ts';
export { readHealth, type Health } from './read-health.ts';
export { flushCalls, sweepCalls } from './record-call.ts';
export { findProvider, listProviders } from './list-providers.ts';
export {
  PROVIDER_KINDS,
  type AddOutcome,
  type Answer,
  type Offer,
  type OrderToSend,
  type Provider,
  type ProviderKind,
  type Refusal,
  type ReportedRefill,
  type ReportedStatus,
} from './provider.ts';
export { saysDuplicate } from './v2-errors.ts';
export { acceptDifference } from './statements/accept-difference.ts';
export { checkStatement } from './statements/check-statement.ts';
export { checkStatements } from './statements/check-statements.ts';
export { compareStatement } from './statements/compare-statement.ts';
export { findPeriod } from './statements/find-period.ts';
export { listDifferences } from './statements/list-differences.ts';
export type { OpenDifference, Period, Statement } from './statements/statement.ts';
