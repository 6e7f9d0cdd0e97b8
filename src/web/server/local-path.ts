const ANY_HOST = 'http://panel.invalid';

/**
 * An address to go back to, if it is one of this panel's; else the front page. It has single slashes
 * alone, so that a part of it is never the name of a host.
 */
export function localPath(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/')) return '/';
  if (!URL.canParse(text, ANY_HOST)) return '/';
  const { origin, pathname, search, hash } = new URL(text, ANY_HOST);
  return origin === ANY_HOST ? pathname.replace(/\/{2,}/g, '/') + search + hash : '/';
}
