import { momentIn } from '#lib/zoned-time.ts';
import type { CallFilter } from '#requests/index.ts';

const number = (text: string | null): number | undefined =>
  text !== null && /^\d{1,10}$/.test(text) && Number(text) <= 2_147_483_647
    ? Number(text)
    : undefined;

const momentOf = (text: string | null, zone: string): Date | undefined =>
  text === null ? undefined : momentIn(zone, text);

/** The filter that an address asks for; what cannot be read filters nothing. */
export function readRequestFilter(search: URLSearchParams, zone: string): CallFilter {
  const text = (name: string) => search.get(name)?.trim() || null;
  const keyId = number(text('key'));
  const action = text('action');
  const statusClass = number(text('status'));
  const requestId = text('request');
  const orderId = number(text('order')?.replace(/^(ord_|#)/, '') ?? null);
  const [from, until] = [momentOf(text('from'), zone), momentOf(text('until'), zone)];
  return {
    ...(keyId !== undefined && { keyId }),
    ...(action !== null && { action }),
    ...(statusClass !== undefined && statusClass >= 2 && statusClass <= 5 && { statusClass }),
    ...(text('errors') !== null && { onlyErrors: true }),
    ...(requestId !== null && { requestId }),
    ...(orderId !== undefined && { orderId }),
    ...(from && { from }),
    ...(until && { until }),
  };
}
