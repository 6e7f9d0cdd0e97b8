const ANY_HOST = 'http://panel.invalid';

/** An address to go back to, if it is one of this panel's; else the front page. */
export function localPath(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/')) return '/';
  if (!URL.canParse(text, ANY_HOST)) return '/';
  const { origin, pathname, search, hash } = new URL(text, ANY_HOST);
  return origin === ANY_HOST && !pathname.startsWith('//') ? pathname + search + hash : '/';
}
