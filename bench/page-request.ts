import type { LoadPlan } from './load.ts';

/** A page view as a browser asks for it; `path` may hold UNIQUE, for a page that no cache has. */
export const pageRequest = (path: string): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: notpanel-bench',
    'Accept: text/html',
    'Accept-Encoding: gzip, deflate, br',
    '',
    '',
  ].join('\r\n');

const LEAST_BYTES = 1_000; // of a packed page; an error page is shorter

/** Packed pages are judged by status and size. */
export const PAGE: LoadPlan['expect'] = { status: 200, bodyStart: '', minBytes: LEAST_BYTES };
