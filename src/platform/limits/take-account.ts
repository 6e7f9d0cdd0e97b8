import type { App } from '../app.ts';
import type { Decision } from './decision.ts';
import { take } from './take.ts';

export type LimitedCaller = {
  readonly keyId: number;
  readonly accountId: number;
  readonly requestsPerMinute: number | null;
  readonly tier: { readonly requestsPerMinute: number | null };
};

/** Counts a call against its key and its account's tier together: both of them or neither. */
export const takeAccount = (app: App, caller: LimitedCaller): Promise<Decision> =>
  take(app, [
    { name: 'key', subject: `key/${caller.keyId}`, limit: caller.requestsPerMinute },
    { name: 'tier', subject: `tier/${caller.accountId}`, limit: caller.tier.requestsPerMinute },
  ]);
