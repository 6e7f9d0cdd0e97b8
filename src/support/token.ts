import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '#platform/vault.ts';

const BYTES = 24; // 192 bits: nobody finds a ticket by guessing

/** What lets one into a ticket. It is made from the reference and the shop's secret, never stored. */
export const tokenOf = (vault: Vault, reference: string): string =>
  vault.mac('ticket', reference).subarray(0, BYTES).toString('base64url');

/** Whether it is the token of that ticket, in a time that says nothing about it. */
export function isTokenOf(vault: Vault, reference: string, token: string): boolean {
  const right = Buffer.from(tokenOf(vault, reference));
  const given = Buffer.from(token);
  return given.length === right.length && timingSafeEqual(given, right);
}
