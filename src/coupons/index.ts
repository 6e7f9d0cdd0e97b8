export { couponAmount, normalCode, type Coupon } from './coupon.ts';
export { couponFault, couponRefusal, type CouponFault, type CouponUse } from './coupon-refusal.ts';
export { countUses, usesKey } from './count-uses.ts';
export { createCoupon, type NewCoupon } from './create-coupon.ts';
export { findCoupon } from './find-coupon.ts';
export { lockCoupons } from './lock-coupons.ts';
export { recordUses, type NewUse } from './record-uses.ts';
