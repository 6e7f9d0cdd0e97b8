import type { Vault } from '#platform/vault.ts';

/** What a visitor's browser keeps of a click, sealed: it can be neither read nor made there. */
export type Ticket = { affiliateId: number; clickedAt: number };

const LONGEST = 300;

export const sealTicket = (vault: Vault, { affiliateId, clickedAt }: Ticket): string =>
  vault.seal(`affiliate ${affiliateId} ${clickedAt}`).toString('base64url');

/** Undefined for what was not sealed by this shop as a click. */
export function readTicket(vault: Vault, text: string | undefined): Ticket | undefined {
  if (text === undefined || text.length > LONGEST || !/^[\w-]+$/.test(text)) return undefined;
  try {
    const plain = vault.open(Buffer.from(text, 'base64url'));
    const [, affiliateId, clickedAt] = /^affiliate (\d{1,10}) (\d{1,16})$/.exec(plain) ?? [];
    if (affiliateId === undefined) return undefined;
    return { affiliateId: Number(affiliateId), clickedAt: Number(clickedAt) };
  } catch {
    return undefined;
  }
}
