/** A browser without scripts: keeps cookies, follows nothing. */
export type Visit = {
  get(path: string, headers?: Record<string, string>): Promise<Seen>;
  post(path: string, fields: Fields): Promise<Seen>;
  cookies: Map<string, string>;
};

/** A form's fields; a list is a name several times, FormData is sent with its files. */
export type Fields = Record<string, string | readonly string[]> | FormData;

export type Seen = { status: number; to: string | null; text: string; headers: Headers };

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0) Firefox/149.0';

export function openVisit(url: string): Visit {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const answer = await fetch(url + path, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return {
      status: answer.status,
      to: answer.headers.get('location'),
      text: await answer.text(),
      headers: answer.headers,
    };
  };
  return {
    cookies,
    get: (path, headers) => send(path, headers ? { headers } : {}),
    post: (path, fields) =>
      send(path, {
        method: 'POST',
        body: fields instanceof FormData ? fields : new URLSearchParams(pairsOf(fields)),
        headers: { origin: url, 'user-agent': FIREFOX },
      }),
  };
}

const pairsOf = (fields: Exclude<Fields, FormData>): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
