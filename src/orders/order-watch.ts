import type { OrderView } from './read-statuses.ts';

/** What somebody looks at: some orders of an account, and whether there are new ones. */
export type OrderWatch = {
  accountId: number;
  ids: readonly number[];
  /** The cursor of what they have seen; undefined: only what comes from now on is new. */
  since?: string | undefined;
  tell(news: WatchedNews): void;
};

export type WatchedOrder = OrderView & { quantity: number };

export type WatchedNews = {
  /** Of the watched ones as they are now: at first all, then those that changed. */
  orders: readonly WatchedOrder[];
  /** Numbers of orders of the account that were placed since; now and then one that was told before. */
  placed: readonly number[];
  /** More has happened than can be told: read all of it again. */
  isStale: boolean;
  /** Everything before it was told. */
  cursor: string;
};
