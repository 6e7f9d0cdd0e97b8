import type { Money } from '#lib/money.ts';
import type { DocumentKind, TaxTreatment } from '#platform/db/schema.ts';
import type { BillingDetails } from './billing-details.ts';
import type { Month } from './month.ts';

export type { DocumentKind, TaxTreatment };

/** Who runs the shop, as it was when the document was issued. */
export type Seller = {
  name: string;
  address: string;
  country: string;
  email: string;
  phone: string;
  register: string;
  taxNumber: string;
};

/** Who it was issued to. */
export type Buyer = BillingDetails & { accountId: number; email: string };

/** What it is about, one thing a line. */
export type DocumentLine = { amount: Money } & (
  | { of: 'service'; serviceId: number; name: string; orders: number; pieces: bigint }
  /** Services that are too many to be named. */
  | { of: 'services'; services: number; orders: number; pieces: bigint }
  | { of: 'deposit'; reference: string; at: Date }
  | { of: 'credit'; reason: string }
);

/** A receipt, an invoice or a credit note: what was issued stays as it is. */
export type Document = {
  id: bigint;
  accountId: number;
  kind: DocumentKind;
  /** Its full number, such as `INV-2026-000012`. */
  number: string;
  cause: string;
  /** The number of what a credit note corrects. */
  corrects: string | null;
  period: Month | null;
  issuedAt: Date;
  currency: string;
  total: Money;
  net: Money;
  tax: Money;
  taxName: string;
  taxRateBp: number;
  taxTreatment: TaxTreatment;
  seller: Seller;
  buyer: Buyer;
  lines: DocumentLine[];
};

const PREFIX: Readonly<Record<DocumentKind, string>> = {
  receipt: 'REC',
  invoice: 'INV',
  credit_note: 'CN',
};

/** Each kind counts from one every year. */
export const seriesOf = (kind: DocumentKind, issuedAt: Date): string =>
  `${PREFIX[kind]}-${issuedAt.getUTCFullYear()}`;

const DIGITS = 6;

export const numberOf = (series: string, number: number): string =>
  `${series}-${String(number).padStart(DIGITS, '0')}`;

/** The series and the number in it; undefined: it is no number of ours. */
export function parseNumber(text: string): { series: string; number: number } | undefined {
  const match = /^((?:REC|INV|CN)-\d{4})-(\d{6,9})$/.exec(text.trim().toUpperCase());
  return match?.[1] === undefined ? undefined : { series: match[1], number: Number(match[2]) };
}
