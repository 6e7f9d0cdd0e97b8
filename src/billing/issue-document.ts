import { readIdentity, type Identity } from '#content/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { readBillingDetails } from './billing-details.ts';
import { writeBody } from './document-body.ts';
import {
  numberOf,
  seriesOf,
  type Buyer,
  type DocumentKind,
  type DocumentLine,
  type Seller,
} from './document.ts';
import { dateOf, type Month } from './month.ts';
import type { Taxed, TaxRule } from './tax.ts';

/** What every document of a moment has in common. */
export type Issuer = { shopName: string; currency: string; now: Date };

export type Draft = {
  accountId: number;
  kind: DocumentKind;
  cause: string;
  corrects?: bigint;
  period?: Month;
  total: Money;
  rule: TaxRule;
  taxed: Taxed;
  seller: Seller;
  buyer: Buyer;
  lines: readonly DocumentLine[];
};

export type Issued = { id: bigint; number: string };

// The row's lock is the series': who comes second waits, and a rollback gives the number back.
const NEXT = writing<{ number: number }>(
  'documents-next-number',
  `insert into document_series as s (name, last_number) values ($1, 1)
   on conflict (name) do update set last_number = s.last_number + 1
   returning last_number as number`,
);

/** Issues a document under the next number of its series, without a gap. */
export async function issueDocument(
  tx: Tx,
  draft: Draft,
  { currency, now }: Issuer,
): Promise<Issued> {
  const series = seriesOf(draft.kind, now);
  const [next] = await tx.run(NEXT, [series]);
  const number = next?.number ?? 1;
  const { id } = await tx
    .insertInto('documents')
    .values({
      account_id: draft.accountId,
      kind: draft.kind,
      series,
      number,
      cause: draft.cause,
      corrects: draft.corrects ?? null,
      period: draft.period === undefined ? null : dateOf(draft.period),
      issued_at: now,
      currency,
      total: draft.total,
      net: draft.taxed.net,
      tax: draft.taxed.tax,
      tax_name: draft.rule.name,
      tax_rate_bp: draft.rule.rateBp,
      tax_treatment: draft.taxed.treatment,
      body: JSON.stringify(writeBody(draft)),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, number: numberOf(series, number) };
}

/** Who sells, as documents of this moment say it. */
export async function readSeller(tx: Tx, { shopName }: Issuer): Promise<Seller> {
  return sellerOf(await readIdentity(tx), shopName);
}

const sellerOf = (identity: Identity, shopName: string): Seller => ({
  name: identity.name ?? shopName,
  address: identity.address ?? '',
  country: identity.country ?? '',
  email: identity.email ?? '',
  phone: identity.phone ?? '',
  register: identity.register ?? '',
  taxNumber: identity.tax ?? '',
});

/** Who buys, as documents of this moment say it. */
export async function readBuyer(tx: Tx, accountId: number): Promise<Buyer> {
  const { email } = await tx
    .selectFrom('accounts')
    .select('email')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { ...(await readBillingDetails(tx, accountId)), accountId, email };
}

export const totalOf = (lines: readonly DocumentLine[]): Money =>
  asMoney(lines.reduce((sum, { amount }) => sum + amount, 0n));
