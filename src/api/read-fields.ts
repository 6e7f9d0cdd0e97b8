import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { malformed, MAX_FIELDS, tooManyFields, type Fields } from '#lib/params/fields.ts';
import { parseForm } from './parse-form.ts';
import { parseJson } from './parse-json.ts';
import { parseMultipart } from './parse-multipart.ts';
import { readBody } from './read-body.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const MULTIPART = 'multipart/form-data';

const MAX_QUERY_CHARS = 8_192; // reliability.md 10.3: a URL of 8 kB

/**
 * Query and body as one set of fields; the body wins. Refuses with `malformed_request` what is
 * too large, badly encoded, compressed, or of another type than form, multipart or JSON.
 */
export async function readFields(req: IncomingMessage, query: string): Promise<Fields> {
  if (query.length > MAX_QUERY_CHARS) throw malformed('The query is longer than 8192 characters');
  const { 'content-encoding': encoding = 'identity' } = req.headers;
  if (encoding !== 'identity') throw malformed('The body must not be compressed');
  const body = await readBody(req);
  const sent = body.length === 0 ? undefined : await parseBody(body, req.headers['content-type']);
  if (query === '') return sent ?? new Map();
  return merge(parseForm(query), sent);
}

function parseBody(body: Buffer, contentType = FORM): Fields | Promise<Fields> {
  const type = contentType === FORM ? FORM : mediaType(contentType);
  if (!isUtf8(body)) throw malformed('The body is not UTF-8');
  if (type === FORM) return parseForm(body.toString());
  // Some .NET clients put a byte order mark in front.
  if (type === JSON_TYPE) return parseJson(body.toString().replace(/^\uFEFF/, ''));
  if (type === MULTIPART) return parseMultipart(body, contentType);
  throw malformed(`The body must be ${FORM}, ${MULTIPART} or ${JSON_TYPE}`);
}

function mediaType(contentType: string): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/.test(charset)) throw malformed('The body must be UTF-8');
  return (contentType.split(';', 1)[0] as string).trim().toLowerCase();
}

function merge(fields: Fields, winners: Fields = new Map()): Fields {
  for (const [name, value] of winners) fields.set(name, value);
  if (fields.size > MAX_FIELDS) throw tooManyFields();
  return fields;
}
