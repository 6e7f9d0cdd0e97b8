/**
 * What `/why` promises, by the number or mark that the line has in `docs/engineering`. The words are
 * in the catalogues, under `why.claims`.
 */
export const CLAIMS = {
  orders: ['I4', 'I5', 'F1', 'F2', 'F3', 'F4'],
  money: ['M1', 'M5', 'M6', 'G1', 'G2'],
  webhooks: ['W1', 'W4', 'W5', 'W6', 'W7'],
  limits: ['R1', 'R2'],
  speed: ['add-many', 'add-one', 'services', 'status', 'dispatch', 'follow'],
} as const;

export type ClaimGroup = keyof typeof CLAIMS;
export const CLAIM_GROUPS = Object.keys(CLAIMS) as ClaimGroup[];
export type ClaimId = (typeof CLAIMS)[ClaimGroup][number];
