import type { BlockList } from 'node:net';
import type { BasisPoints, Money } from '#lib/money.ts';

export const SCOPES = ['read', 'order', 'refill', 'cancel', 'webhook'] as const;
export type Scope = (typeof SCOPES)[number];

/** Of a key that says nothing else; the table's own default. */
export const DEFAULT_REQUESTS_PER_MINUTE = 100;

export type Dialect = 'notpanel' | 'classic';

/** What a customer decides about a key; absent settings take the field's default. */
export type KeySettings = {
  name?: string;
  dialect?: Dialect;
  /** Default 100; null is unlimited. */
  requestsPerMinute?: number | null;
  /** Default: all. */
  scopes?: readonly Scope[];
  /** Addresses and networks (`203.0.113.0/24`); none allows every address. */
  allowedIps?: readonly string[];
  /** Per UTC day. */
  dailySpendCap?: Money | null;
  expiresAt?: Date | null;
  /** How long an identical `add` without request_id answers the original order; 0 is never. */
  repeatWindowS?: number;
};

/** A key as its owner sees it: never the secret itself. */
export type ApiKey = {
  id: number;
  accountId: number;
  name: string;
  /** The first characters of the key. */
  hint: string;
  dialect: Dialect;
  requestsPerMinute: number | null;
  scopes: Scope[];
  allowedIps: string[];
  dailySpendCap: Money | null;
  repeatWindowS: number;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** The key that replaced this one. */
  rotatedTo: number | null;
  lastUsed: { at: Date; ip: string | null } | null;
  createdAt: Date;
};

/** `key` is the secret, and this is the only time that anybody sees it. */
export type IssuedKey = { id: number; key: string };

/** Who calls, and what they may do: all that a request needs to know about its key. */
export type KeyHolder = {
  readonly keyId: number;
  readonly accountId: number;
  readonly dialect: Dialect;
  readonly requestsPerMinute: number | null;
  readonly scopes: ReadonlySet<Scope>;
  /** A list of addresses that are allowed; null allows every address. */
  readonly allowedIps: BlockList | null;
  readonly dailySpendCap: Money | null;
  /** By which the spending is counted: keys that replaced each other share one cap. */
  readonly spendKeyId: number;
  readonly repeatWindowS: number;
  readonly expiresAt: Date | null;
  readonly suspended: boolean;
  readonly tier: {
    readonly id: number;
    readonly name: string;
    readonly requestsPerMinute: number | null;
    readonly discountBp: BasisPoints;
  };
};
