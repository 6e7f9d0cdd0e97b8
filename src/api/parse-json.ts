import {
  malformed,
  MAX_FIELDS,
  NOT_TEXT,
  refuseTwins,
  tooManyFields,
  type Fields,
  type FieldValue,
} from '#lib/params/fields.ts';

const MAX_DEPTH = 32; // reliability.md 10.3

/**
 * Parses a JSON object into fields: numbers become their text, lists of scalars lists of text,
 * `null` an empty field. Refuses with `malformed_request` what is no object, nests deeper than 32,
 * has more than 256 fields, or names `key`, `action` or `request_id` twice.
 */
export function parseJson(text: string): Fields {
  refuseTwins(readTopNames(text));
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('The JSON body must be an object');
  }
  const fields: Fields = new Map();
  for (const [name, one] of Object.entries(value)) fields.set(name, toField(one));
  return fields;
}

/** Walks the text once, before it is parsed: depth and number of fields are bounded first. */
function readTopNames(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let nameComes = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      if (nameComes && depth === 1) names.push(String(parse(text.slice(at, end + 1))));
      if (names.length > MAX_FIELDS) throw tooManyFields();
      nameComes = false;
      at = end;
    } else if (char === '{' || char === '[') {
      depth += 1;
      nameComes = char === '{';
      if (depth > MAX_DEPTH) throw malformed(`The JSON body nests deeper than ${MAX_DEPTH}`);
    } else if (char === '}' || char === ']') {
      depth -= 1;
    } else if (char === ',') {
      nameComes = true;
    }
  }
  return names;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('The body is not valid JSON');
  }
}

function toField(value: unknown): FieldValue {
  if (!Array.isArray(value)) return toText(value) ?? NOT_TEXT;
  const list = value.map(toText);
  return list.every((one) => one !== undefined) ? list : NOT_TEXT;
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return undefined;
  // Beyond 2^53 the number read may not be the number sent.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value);
}
