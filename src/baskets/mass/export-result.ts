import { csvLine } from '#lib/csv.ts';
import { formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { BatchName } from './read-batch.ts';
import { readResult } from './read-result.ts';

const HEAD = ['line', 'service', 'link', 'quantity', 'order', 'charge', 'currency', 'refused'];

/** What became of each line of a batch, as a CSV. Refuses `not_found`. */
export async function exportResult(app: App, name: BatchName): Promise<string> {
  const { lines } = await readResult(app, name);
  const rows = lines.map(({ at, fields, orderId, charge, fault }) => [
    String(at),
    fields['service'] ?? '',
    fields['link'] ?? fields['username'] ?? '',
    fields['quantity'] ?? '',
    orderId === null ? '' : String(orderId),
    orderId === null || charge === null ? '' : formatMoney(charge),
    orderId === null ? '' : app.currency,
    fault?.code ?? '',
  ]);
  return [HEAD, ...rows].map(csvLine).join('');
}
