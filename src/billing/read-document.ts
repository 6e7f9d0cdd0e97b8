import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { readBody, type StoredBody } from './document-body.ts';
import { numberOf, type Document, type DocumentKind, type TaxTreatment } from './document.ts';
import { monthOfDate } from './month.ts';

export type DocumentRow = {
  id: bigint;
  account_id: number;
  kind: DocumentKind;
  series: string;
  number: number;
  cause: string;
  corrects_series: string | null;
  corrects_number: number | null;
  period: string | null;
  issued_at: Date;
  currency: string;
  total: bigint;
  net: bigint;
  tax: bigint;
  tax_name: string;
  tax_rate_bp: number;
  tax_treatment: TaxTreatment;
};

export const COLUMNS = `d.id, d.account_id, d.kind, d.series, d.number, d.cause, d.period, d.issued_at,
  d.currency, d.total, d.net, d.tax, d.tax_name, d.tax_rate_bp, d.tax_treatment,
  c.series as corrects_series, c.number as corrects_number`;

const ONE = reading<DocumentRow & { body: StoredBody }>(
  'billing-document',
  `select ${COLUMNS}, d.body from documents d left join documents c on c.id = d.corrects
   where d.id = $2 and d.account_id = $1`,
);

/** A document as it was issued. Another's is `not_found`. */
export async function readDocument(db: Db, accountId: number, id: bigint): Promise<Document> {
  const [row] = await db.rows(ONE, [accountId, id]);
  if (!row) throw new AppError('not_found', 'there is no such document');
  const { seller, buyer, lines } = readBody(row.body);
  return { ...headOf(row), seller, buyer, lines: [...lines] };
}

/** What lists show of a document. */
export type DocumentHead = Omit<Document, 'seller' | 'buyer' | 'lines'>;

export const headOf = (row: DocumentRow): DocumentHead => ({
  id: row.id,
  accountId: row.account_id,
  kind: row.kind,
  number: numberOf(row.series, row.number),
  cause: row.cause,
  corrects:
    row.corrects_series === null ? null : numberOf(row.corrects_series, row.corrects_number ?? 0),
  period: row.period === null ? null : monthOfDate(row.period),
  issuedAt: row.issued_at,
  currency: row.currency,
  total: asMoney(row.total),
  net: asMoney(row.net),
  tax: asMoney(row.tax),
  taxName: row.tax_name,
  taxRateBp: row.tax_rate_bp,
  taxTreatment: row.tax_treatment,
});
