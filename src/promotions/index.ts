export { addGiveaway, type NewGiveaway } from './add-giveaway.ts';
export { cancelGiveaway } from './cancel-giveaway.ts';
export { checkPrizes } from './check-prizes.ts';
export type { DrawDocument } from './draw.ts';
export { drawDocument } from './draw-document.ts';
export { drawDueGiveaways } from './draw-due-giveaways.ts';
export { drawGiveaway, type DrawOptions, type DrawOutcome } from './draw-giveaway.ts';
export { whyIneligible, type Ineligible } from './eligibility.ts';
export { enterGiveaway, type EnterOutcome } from './enter-giveaway.ts';
export type { Giveaway, GiveawayState, Prize, Winner } from './giveaway.ts';
export { listGiveaways, readGiveaway } from './list-giveaways.ts';
export { readEntries, type OwnEntry } from './read-entries.ts';
export { verifyScript } from './verify-script.ts';
export { accrueCommissions } from './affiliates/accrue-commissions.ts';
export { adjustCommissions, type Adjustment } from './affiliates/adjust-commissions.ts';
export { bindReferral, type SignUpOf } from './affiliates/bind-referral.ts';
export { checkAffiliates } from './affiliates/check-affiliates.ts';
export { listAffiliates, type AffiliateRow } from './affiliates/list-affiliates.ts';
export { openAffiliate } from './affiliates/open-affiliate.ts';
export {
  readAffiliate,
  type AffiliateView,
  type CommissionView,
  type PayoutView,
} from './affiliates/read-affiliate.ts';
export { listReferrals, type ReferralRow } from './affiliates/list-referrals.ts';
export { refuseReferral, type Refusal } from './affiliates/refuse-referral.ts';
export { requestPayout, type Payout, type PayoutWish } from './affiliates/request-payout.ts';
export { readRules, type AffiliateRules } from './affiliates/rules.ts';
export { setRules, type RulesChange } from './affiliates/set-rules.ts';
export { takeClick } from './affiliates/take-click.ts';
