import { AppError } from '#lib/errors.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { isCountry } from './country.ts';

/** Who a customer's documents are made out to; what is not known is empty. */
export type BillingDetails = {
  name: string;
  company: string;
  address: string;
  country: string;
  taxNumber: string;
};

const NONE: BillingDetails = { name: '', company: '', address: '', country: '', taxNumber: '' };

/** What the customer has entered. */
export async function readBillingDetails(db: Db, accountId: number): Promise<BillingDetails> {
  const row = await db
    .selectFrom('billing_details')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) return NONE;
  const { name, company, address, country, tax_number: taxNumber } = row;
  return { name, company, address, country, taxNumber };
}

const LONGEST = { name: 200, company: 200, address: 500, country: 2, taxNumber: 40 } as const;
const REQUIRED: ReadonlySet<string> = new Set(['name', 'address', 'country']);

/**
 * Says who documents are made out to from now on; those that are issued stay as they are. Refuses
 * `invalid_parameter` with the field.
 */
export async function saveBillingDetails(
  tx: Tx,
  accountId: number,
  given: BillingDetails,
  now: Date,
): Promise<void> {
  const details = cleaned(given);
  const { taxNumber, ...rest } = details;
  const row = { ...rest, tax_number: taxNumber, updated_at: now };
  await tx
    .insertInto('billing_details')
    .values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

function cleaned(given: BillingDetails): BillingDetails {
  const details: BillingDetails = {
    name: given.name.trim(),
    company: given.company.trim(),
    address: given.address.replace(/\r\n?/g, '\n').trim(),
    country: given.country.trim().toUpperCase(),
    taxNumber: given.taxNumber.trim().toUpperCase(),
  };
  for (const [field, longest] of Object.entries(LONGEST)) {
    const value = details[field as keyof BillingDetails];
    const lines = field === 'address' ? value.replaceAll('\n', '') : value;
    const isWrong =
      (value === '' && REQUIRED.has(field)) || value.length > longest || /\p{Cc}/u.test(lines);
    if (isWrong) refuse(field);
  }
  if (!isCountry(details.country)) refuse('country');
  return details;
}

function refuse(parameter: string): never {
  throw new AppError('invalid_parameter', `the ${parameter} is not one`, { parameter });
}
