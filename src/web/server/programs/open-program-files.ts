import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAppError } from '#lib/errors.ts';
import { recentMap } from '#lib/recent-map.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import { sendCopy, type Copy } from '../copy.ts';
import { openRenderer } from '../pictures/open-renderer.ts';
import { favicon, icon, ICONS } from './icons.ts';
import { manifest } from './manifest.ts';
import { pagePicture } from './page-picture.ts';
import { copyOfFile, type ProgramFile, type Sources } from './program-file.ts';
import { robots } from './robots.ts';
import { sitemapIndex, sitemapOfPages, sitemapOfServices } from './sitemap.ts';

/** Takes a request for a file that programs read, or says that it is none. */
export type ProgramFiles = (req: IncomingMessage, res: ServerResponse) => boolean;

type Found = ProgramFile | null;
type Make = () => Promise<Found> | Found;

const MOST_KEPT = 200; // pictures of some 40 kB
const KEPT_S = 300; // a page's picture is made anew that often at most
const LARGEST_KEPT = 300_000; // parts of the sitemap are made for each crawler
const RETRY_S = '10';

/** `isLimited` answers whoever had too many made; what is kept or being made is for everybody. */
export function openProgramFiles(sources: Sources, isLimited: ProgramFiles): ProgramFiles {
  const { app } = sources;
  const kept = recentMap<string, { copy: Copy; until: number }>(MOST_KEPT);
  const making = new Map<string, Promise<Copy | null>>();
  const makerOf = openMakers(sources);

  const make = async (path: string, maker: Make): Promise<Copy | null> => {
    const file = await maker();
    if (!file) return null;
    const copy = await copyOfFile(file);
    const seconds = Math.min(file.seconds, KEPT_S);
    if (copy.body.length <= LARGEST_KEPT) {
      kept.set(path, { copy, until: app.clock.now() + seconds * 1_000 });
    }
    return copy;
  };
  const once = (path: string, maker: Make): Promise<Copy | null> => {
    const known = making.get(path);
    if (known) return known;
    const work = make(path, maker).finally(() => making.delete(path));
    making.set(path, work);
    return work;
  };
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false;
    const [path = ''] = (req.url ?? '').split('?');
    const found = kept.get(path);
    if (found && found.until > app.clock.now()) {
      sendCopy(res, found.copy, req);
      return true;
    }
    const maker = makerOf(path);
    if (!maker) return false;
    if (!making.has(path) && isLimited(req, res)) return true;
    once(path, maker).then(
      (copy) => (copy ? sendCopy(res, copy, req) : refuse(res, 404)),
      (error: unknown) => {
        const away = isUnavailable(error) || (isAppError(error) && error.code === 'unavailable');
        if (!away) app.log.error({ err: error, path }, 'a file for programs could not be made');
        refuse(res, away ? 503 : 500);
      },
    );
    return true;
  };
}

/** By address: how the file that is asked for is made. */
function openMakers(sources: Sources): (path: string) => Make | undefined {
  const renderer = openRenderer();
  const files: Readonly<Record<string, Make>> = {
    '/robots.txt': () => robots(sources),
    '/sitemap.xml': () => sitemapIndex(sources),
    '/sitemaps/pages.xml': () => sitemapOfPages(sources),
    '/site.webmanifest': () => manifest(sources),
    '/favicon.ico': () => favicon(renderer),
    ...Object.fromEntries(
      Object.entries(ICONS).map(([path, size]) => [path, () => icon(renderer, size)]),
    ),
  };
  return (path) => {
    if (Object.hasOwn(files, path)) return files[path];
    const [, part] = /^\/sitemaps\/services-([1-9]\d{0,4})\.xml$/.exec(path) ?? [];
    if (part !== undefined) return () => sitemapOfServices(sources, Number(part));
    const [, address] = /^\/og(\/[\w/-]{1,200})\.png$/.exec(path) ?? [];
    return address === undefined ? undefined : () => pagePicture(sources, renderer, address);
  };
}

function refuse(res: ServerResponse, status: 404 | 500 | 503): void {
  const headers: Record<string, string> = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': RETRY_S } : {}),
  };
  res.writeHead(status, headers).end(`${status}\n`);
}
