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
  const { url, signal } = request;
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/x-www-form-urlencoded');
  return new Request(url, { method: 'POST', headers, body: fields, signal });
}
