import type { IncomingMessage } from 'node:http';
import { AppError } from '#lib/errors.ts';
import { malformed } from '#lib/params/fields.ts';

export const MAX_BODY_BYTES = 262_144; // contract 2: 256 KiB

// An answer that is sent while the client still writes is often lost with the connection, so a
// body that is too large is read and dropped, up to here.
const MAX_DRAINED_BYTES = 4_194_304;

const EMPTY = Buffer.alloc(0);

/** The cause of a refusal after which the rest of the body is not worth reading. */
export const UNREAD: unique symbol = Symbol('unread');

/** The caller went away: there is nobody to answer. */
export const GONE: unique symbol = Symbol('gone');

/** The whole body. Refuses more than 256 KiB with `malformed_request`; throws GONE. */
export function readBody(req: IncomingMessage): Promise<Buffer> {
  const { 'content-length': length, 'transfer-encoding': chunked } = req.headers;
  if (length === undefined && chunked === undefined) return Promise.resolve(EMPTY);
  if (length !== undefined && Number(length) > MAX_DRAINED_BYTES) {
    return Promise.reject(tooLarge({ cause: UNREAD }));
  }
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks = [];
      if (size > MAX_DRAINED_BYTES) reject(tooLarge({ cause: UNREAD }));
    });
    req.on('end', () => {
      if (size > MAX_BODY_BYTES) reject(tooLarge());
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size));
    });
    req.on('error', () => reject(GONE));
    req.on('close', () => reject(GONE));
  });
}

function tooLarge(options: { cause?: unknown } = {}): AppError {
  const { message } = malformed(`The body is larger than ${MAX_BODY_BYTES} bytes`);
  return new AppError('malformed_request', message, options);
}
