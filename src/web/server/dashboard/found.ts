import { isAppError } from '#lib/errors.ts';

const MISSING = /(^|_)not_found$/;

/** What is not there, or is not the visitor's, is a page that is not there. */
export async function found<Thing>(work: Promise<Thing>): Promise<Thing> {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error) || !MISSING.test(error.code)) throw error;
    throw new Response(null, { status: 404 });
  }
}

/** The number of an address such as `/dashboard/orders/12`, with or without a prefix like `ord_`. */
export function idOf(text: string | undefined, prefix = ''): number {
  const digits = text?.startsWith(prefix) ? text.slice(prefix.length) : (text ?? '');
  const id = /^\d{1,10}$/.test(digits) ? Number(digits) : 0;
  if (id > 0 && id <= LARGEST_ID) return id;
  throw new Response(null, { status: 404 });
}

const LARGEST_ID = 2_147_483_647;

/** The number of a delivery: there may be more of them than of anything else. */
export function deliveryIdOf(text: string | undefined): bigint {
  if (/^\d{1,18}$/.test(text ?? '')) return BigInt(text ?? 0);
  throw new Response(null, { status: 404 });
}
