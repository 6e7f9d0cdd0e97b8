import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import {
  createRequestHandler,
  isRouteErrorResponse,
  RouterContextProvider,
  ServerRouter,
  type EntryContext,
} from 'react-router';
import type { Handle } from './page.ts';
import { pageOf } from 'notpanel/web/server/context.ts';

// The server makes its handler from the React Router of this bundle, which is the pages' own.
export { createRequestHandler, RouterContextProvider };

export const streamTimeout = 5_000;

/** Pages that stay plain HTML are rendered in one go, those that hydrate as a stream. */
export default function render(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: Readonly<RouterContextProvider>,
): Response | Promise<Response> {
  headers.set('content-type', 'text/html; charset=utf-8');
  const { nonce } = pageOf(context);
  const page = <ServerRouter context={entry} url={request.url} {...(nonce ? { nonce } : {})} />;
  if (!isLive(entry)) {
    // Bytes: of a text the answer would first look for halves of characters, at each page's length.
    const html = Buffer.from(`<!doctype html>${renderToString(page)}`);
    return new Response(html, { status, headers });
  }
  return stream(page, { status, headers }, nonce);
}

/** By the matched routes' `handle`. */
export const isLive = ({ staticHandlerContext, routeModules }: EntryContext): boolean =>
  staticHandlerContext.matches.some(({ route }) => {
    const handle = routeModules[route.id]?.handle as Handle | undefined;
    return handle?.live !== undefined;
  });

function stream(page: React.ReactNode, init: ResponseInit, nonce?: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(page, {
      ...(nonce ? { nonce } : {}),
      onShellReady() {
        const body = new PassThrough();
        pipe(body);
        resolve(new Response(createReadableStreamFromReadable(body), init));
      },
      onShellError: reject,
    });
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Errors of loaders and rendering end in the panel's log, where unexpected ones are reported. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
): void {
  // What the caller did wrong, such as a POST to a page that takes none, is no fault of ours.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const { app, path } = pageOf(context);
  const [bare] = path.split('?'); // the rest may hold the token of a mailed link
  app.log.error({ err: error, path: bare }, 'a page could not be rendered');
}
