import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const LEAST_BYTES = 1_400; // smaller ones fit a packet as they are

const zip = promisify(gzip);

/**
 * A page that was read, smaller for whoever takes it so. What answers a form is left as it is: it
 * may hold a secret that is shown once, and its length would say something of it.
 */
export async function compress(request: Request, response: Response): Promise<Response> {
  const { headers, status } = response;
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false;
  const isTaken = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  if (!isPage || !isTaken || request.method !== 'GET' || headers.has('content-encoding')) {
    return response;
  }
  const page = Buffer.from(await response.arrayBuffer());
  if (page.length < LEAST_BYTES) return new Response(page, { status, headers });
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'Accept-Encoding');
  headers.delete('content-length');
  return new Response(new Uint8Array(await zip(page)), { status, headers });
}
