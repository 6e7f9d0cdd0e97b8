import { addField, malformed, MAX_FIELDS, tooManyFields, type Fields } from '#lib/params/fields.ts';

/**
 * Parses `application/x-www-form-urlencoded` text, a query string as well. Linear in its length
 * (Node's own parser is quadratic on bare keys) and strict: refuses with `malformed_request` more
 * than 256 fields, broken percent-encoding and bytes that are not UTF-8.
 */
export function parseForm(text: string): Fields {
  countFields(text);
  const fields: Fields = new Map();
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('&', start);
    const end = next === -1 ? text.length : next;
    addPair(fields, text.slice(start, end));
    start = end + 1;
  }
  return fields;
}

function countFields(text: string): void {
  let count = 1;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    count += 1;
    if (count > MAX_FIELDS) throw tooManyFields();
  }
}

function addPair(fields: Fields, pair: string): void {
  const equals = pair.indexOf('=');
  if (equals === -1) addField(fields, decode(pair), '');
  else addField(fields, decode(pair.slice(0, equals)), decode(pair.slice(equals + 1)));
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw malformed('The form is not percent-encoded UTF-8');
  }
}
