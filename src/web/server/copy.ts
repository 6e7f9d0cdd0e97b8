import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** An answer as it is kept: compressed once, sent often. */
export type Copy = {
  readonly status: number;
  readonly headers: readonly string[];
  readonly etag: string;
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
};

const LEAST_COMPRESSED = 512; // smaller ones fit a packet as they are
const BROTLI_QUALITY = 5; // a page of 60 kB takes 3 ms; 9 would save 3 % and take 12

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Compresses a body both ways; `etag` stands for its content. */
export async function makeCopy(
  status: number,
  headers: readonly string[],
  body: Buffer,
): Promise<Copy> {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (body.length < LEAST_COMPRESSED) {
    return { status, headers, etag, body, brotli: body, gzip: body };
  }
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  const [small, zipped] = await Promise.all([brotli(body, { params }), zip(body)]);
  return { status, headers, etag, body, brotli: small, gzip: zipped };
}

/** Sends it in the form that the caller takes, or 304 where the caller has it. */
export function sendCopy(
  res: ServerResponse,
  copy: Copy,
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
): void {
  const common = [...copy.headers, 'ETag', copy.etag, 'Vary', 'Accept-Encoding, Cookie'];
  if (copy.status === 200 && headers['if-none-match']?.includes(copy.etag)) {
    res.writeHead(304, common).end();
    return;
  }
  const [body, encoding] = formFor(copy, String(headers['accept-encoding'] ?? ''));
  if (encoding) common.push('Content-Encoding', encoding);
  common.push('Content-Length', String(body.length));
  res.writeHead(copy.status, common);
  res.end(method === 'HEAD' ? undefined : body);
}

function formFor(copy: Copy, accepted: string): [Buffer, string | undefined] {
  if (copy.brotli === copy.body) return [copy.body, undefined];
  if (/\bbr\b/.test(accepted)) return [copy.brotli, 'br'];
  if (/\bgzip\b/.test(accepted)) return [copy.gzip, 'gzip'];
  return [copy.body, undefined];
}
