export { couponAmount, normalCode, type Coupon } from './coupon.ts';
export { couponRefusal, type CouponUse } from './coupon-refusal.ts';
export { countUses, usesKey } from './count-uses.ts';
export { createCoupon, type NewCoupon } from './create-coupon.ts';
export { lockCoupons } from './lock-coupons.ts';
export { recordUses, type NewUse } from './record-uses.ts';
