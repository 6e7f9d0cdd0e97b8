import type { App } from '#platform/app.ts';
import type { Issuer } from './issue-document.ts';

export const issuerOf = (app: App): Issuer => ({
  shopName: app.shop.name,
  currency: app.currency,
  now: new Date(app.clock.now()),
});
