import { hash } from 'node:crypto';
import type { Fields } from '#lib/params/fields.ts';
import { ORDER_PARAMS } from './order-fields.ts';

/** Every parameter that makes an order what it is, for no type in particular. */
const NAMES = [
  ...new Set([
    'service',
    ...Object.values(ORDER_PARAMS).flatMap((schema) => Object.keys(schema.shape)),
  ]),
].sort();

/**
 * SHA-256 over the parameters of an order as they were sent: by name, each with its length, so
 * that it depends neither on the catalogue nor on the encoding of the body. 32 bytes.
 */
export function requestHash(fields: Fields): Buffer {
  let text = '';
  for (const name of NAMES) {
    const value = fields.get(name);
    if (value === undefined || value === '') continue;
    const sent = textOf(value);
    text += `${name} ${sent.length} ${sent}\n`;
  }
  return hash('sha256', text, 'buffer');
}

function textOf(value: NonNullable<ReturnType<Fields['get']>>): string {
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  return Array.isArray(value) ? value.join('\n') : '';
}
