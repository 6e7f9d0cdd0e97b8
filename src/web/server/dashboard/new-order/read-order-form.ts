import { randomUUID } from 'node:crypto';
import { parseId } from '#lib/params/ids.ts';
import type { Fields } from '#lib/params/fields.ts';
import { momentIn } from '#lib/zoned-time.ts';
import { ORDER_PARAMS } from '#orders/index.ts';

/** What the order form sends. */
export type OrderFormSent = {
  serviceId: number;
  requestId: string;
  fields: Fields;
  /** As they were typed, to be shown again. */
  values: Readonly<Record<string, string>>;
  startsAt: Date | null;
  /** A start was typed that is no time. */
  isStartWrong: boolean;
  /** The rate that was shown with the form, micro-units. */
  seenRate: bigint | null;
};

const NAMES = [...new Set(Object.values(ORDER_PARAMS).flatMap(({ shape }) => Object.keys(shape)))];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the form, or the query of an address that fills it. Times are on the visitor's clock. */
export function readOrderForm(
  form: FormData | URLSearchParams,
  { timeZone }: { timeZone: string },
): OrderFormSent {
  const typed = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const start = typed('starts_at').trim();
  const startsAt = momentIn(timeZone, start) ?? null;
  const values = Object.fromEntries(
    [...NAMES, 'starts_at'].flatMap((name) => (typed(name) === '' ? [] : [[name, typed(name)]])),
  );
  return {
    serviceId: parseId(typed('service'), '') ?? 0,
    requestId: UUID.test(typed('request')) ? typed('request') : randomUUID(),
    fields: fieldsOf(values),
    values,
    startsAt,
    isStartWrong: start !== '' && startsAt === null,
    seenRate: /^\d{1,18}$/.test(typed('seen_rate')) ? BigInt(typed('seen_rate')) : null,
  };
}

/** As a call of the API has them: without blanks around, and with days as it writes them. */
export function fieldsOf(values: Readonly<Record<string, string>>): Fields {
  return new Map(
    NAMES.flatMap((name): [string, string][] => {
      const text = (values[name] ?? '').replaceAll('\r\n', '\n').trim();
      return text === '' ? [] : [[name, name === 'expiry' ? dayOf(text) : text]];
    }),
  );
}

/** Browsers send a day as `yyyy-mm-dd`. */
const dayOf = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split('-').reverse().join('/') : text;
