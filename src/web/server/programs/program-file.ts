import { createHash } from 'node:crypto';
import type { App } from '#platform/app.ts';
import type { Site } from '../context.ts';
import { makeCopy, type Copy } from '../copy.ts';

/** What files for programs are made from. */
export type Sources = {
  readonly app: App;
  readonly site: Site;
  /** The paths of pages without parameters, without language. */
  readonly paths: readonly string[];
  /** A page as a guest sees it. */
  show(path: string): Promise<{ status: number; html: string }>;
};

/** A file for programs: crawlers, previews, browsers that look for an icon. */
export type ProgramFile = {
  type: string;
  body: string | Buffer;
  /** How long it may be kept. */
  seconds: number;
};

const NEVER_COMPRESSED = /^image\/(png|x-icon)$/;

/** The file as it is sent. */
export async function copyOfFile({ type, body, seconds }: ProgramFile): Promise<Copy> {
  const bytes = Buffer.from(body);
  const headers = [
    ...['Content-Type', type, 'Cache-Control', `public, max-age=${seconds}`],
    ...['X-Content-Type-Options', 'nosniff'],
  ];
  if (!NEVER_COMPRESSED.test(type)) return makeCopy(200, headers, bytes);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { status: 200, headers, etag, body: bytes, brotli: bytes, gzip: bytes };
}
