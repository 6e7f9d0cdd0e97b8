import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { makeCopy, type Copy } from './copy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const IMMUTABLE = 'public, max-age=31536000, immutable'; // its name has a hash of its content
const ASK_FIRST = 'no-cache'; // by its tag: a page must not meet the script of another release
const COMPRESSED = /\.(woff2|png|webp)$/;

/** The browser's files, read and compressed once; by their address. */
export async function readAssets(folder: string): Promise<ReadonlyMap<string, Copy>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return new Map(
    await Promise.all(
      files.map(async (entry): Promise<[string, Copy]> => {
        const file = join(entry.parentPath, entry.name);
        const path = `/${relative(folder, file).replaceAll(sep, '/')}`;
        return [path, await assetOf(path, await readFile(file))];
      }),
    ),
  );
}

async function assetOf(path: string, body: Buffer): Promise<Copy> {
  const headers = [
    'Content-Type',
    TYPES[extname(path)] ?? 'application/octet-stream',
    'Cache-Control',
    path.startsWith('/assets/') ? IMMUTABLE : ASK_FIRST,
    'X-Content-Type-Options',
    'nosniff',
  ];
  const copy = await makeCopy(200, headers, body);
  return COMPRESSED.test(path) ? { ...copy, brotli: body, gzip: body } : copy;
}
