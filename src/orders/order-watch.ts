import type { OrderView } from './read-statuses.ts';

/** What somebody looks at: some orders of an account, and whether there are new ones. */
export type OrderWatch = {
  accountId: number;
  ids: readonly number[];
  /** The cursor of what they have seen; undefined: only what comes from now on is new. */
  since?: string | undefined;
  tell(news: OrderNews): void;
};

export type OrderNews = {
  /** Of the watched ones as they are now: at first all, then those that changed. */
  orders: readonly OrderView[];
  /** Numbers of orders of the account that were placed since; now and then one that was told before. */
  placed: readonly number[];
  /** More has happened than can be told: read all of it again. */
  isStale: boolean;
  /** Everything before it was told. */
  cursor: string;
};
