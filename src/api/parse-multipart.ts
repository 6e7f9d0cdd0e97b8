import { addField, malformed, MAX_FIELDS, tooManyFields, type Fields } from '#lib/params/fields.ts';

const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

/**
 * Parses `multipart/form-data` with the platform's parser, after the parts were counted. Refuses
 * files, more than 256 parts and a broken body with `malformed_request`.
 */
export async function parseMultipart(body: Buffer, contentType: string): Promise<Fields> {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed('The multipart body names no boundary');
  countParts(body, `--${boundary}`);
  const fields: Fields = new Map();
  for (const [name, value] of await read(body, contentType)) {
    if (typeof value !== 'string') throw malformed('Files are not taken');
    addField(fields, name, value);
  }
  return fields;
}

function countParts(body: Buffer, delimiter: string): void {
  let count = 0;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + 1)) {
    count += 1;
    if (count > MAX_FIELDS + 1) throw tooManyFields(); // the last delimiter ends the body
  }
}

async function read(body: Buffer, contentType: string) {
  try {
    const answer = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
    return await answer.formData();
  } catch {
    throw malformed('The multipart body is broken');
  }
}
