const MOST_FIELDS = 200;

/**
 * A request whose form was read; undefined for one with what Postgres keeps in no text. A script
 * that has nothing to say sends neither body nor type: that is a form without fields.
 */
export async function readForm(request: Request): Promise<Request | undefined> {
  const fields = new URLSearchParams(await request.text());
  if (fields.size > MOST_FIELDS) return undefined;
  for (const [name, value] of fields) {
    if (name.includes('\0') || value.includes('\0')) return undefined;
  }
  return withBody(request, fields);
}

const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

/** The same of a form with files, whose parts are counted before it is parsed. */
export async function readUpload(request: Request): Promise<Request | undefined> {
  const type = request.headers.get('content-type') ?? '';
  const [, quoted, bare] = BOUNDARY.exec(type) ?? [];
  const body = Buffer.from(await request.arrayBuffer());
  const boundary = quoted ?? bare;
  if (boundary === undefined || partsOf(body, `--${boundary}`) > MOST_FIELDS) return undefined;
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    for (const [name, value] of form) {
      const text = typeof value === 'string' ? value : value.name;
      if (name.includes('\0') || text.includes('\0')) return undefined;
    }
    return withBody(request, form);
  } catch {
    return undefined;
  }
}

function partsOf(body: Buffer, delimiter: string): number {
  let count = 0;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + 1)) {
    if (++count > MOST_FIELDS) break;
  }
  return count;
}

function withBody({ url, signal, headers: sent }: Request, body: FormData | URLSearchParams) {
  const headers = new Headers(sent);
  headers.delete('content-length');
  headers.delete('content-type'); // the body's own, with the boundary that it is written with
  return new Request(url, { method: 'POST', headers, body, signal });
}
