import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '#platform/vault.ts';
import { isNewsEvent, NEWS, type NewsEvent } from './event.ts';

const BYTES = 24;

/** What a link in a mail may do: end the mails of these events to this account, and nothing else. */
export type Unsubscribing = { accountId: number; events: NewsEvent[] };

/** The address of the page that ends mails of these events; it works without signing in, for good. */
export function unsubscribePath(vault: Vault, accountId: number, events: readonly NewsEvent[]) {
  const scope = scopeOf(accountId, events);
  return `/unsubscribe?s=${encodeURIComponent(scope)}&t=${macOf(vault, scope).toString('base64url')}`;
}

/** What such an address says; undefined unless it was made here, for exactly that. */
export function readUnsubscribing(
  vault: Vault,
  { scope, token }: { scope: string; token: string },
): Unsubscribing | undefined {
  const given = Buffer.from(token, 'base64url');
  const right = macOf(vault, scope);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [account = '', ...names] = scope.split(' ');
  const events = names.filter(isNewsEvent).filter((event) => !NEWS[event].locked);
  return { accountId: Number(account), events };
}

const scopeOf = (accountId: number, events: readonly NewsEvent[]): string =>
  [accountId, ...[...new Set(events)].sort()].join(' ');

const macOf = (vault: Vault, scope: string): Buffer =>
  vault.mac('unsubscribe', scope.slice(0, 1_000)).subarray(0, BYTES);
