const LONGEST_LINK = 1_000; // contract 5

/** An absolute http or https address that a browser would open as written. */
export function isWebLink(link: string): boolean {
  if (link.length > LONGEST_LINK || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(link)) return false;
  const url = URL.parse(link);
  return url !== null && url.hostname !== '' && url.username === '' && url.password === '';
}

// Parameters that name the visit, not the target.
const TRACKING = /^(utm_.*|igsh|igshid|fbclid|gclid|si|feature)$/i;

/** One spelling for links that lead to the same place, for the same-link guard. */
export function guardLink(link: string): string {
  const url = new URL(link);
  for (const name of [...url.searchParams.keys()]) {
    if (TRACKING.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  const host = url.host.replace(/^(www|m|mobile)\./, '');
  const path = url.pathname.replace(/\/+$/, '');
  return `${host}${path}${url.search}`.slice(0, LONGEST_LINK);
}

/**
 * A web link as it is best written: without what names the visit, the fragment and a slash at the
 * end. The scheme stays; what may name another target stays as well.
 */
export function plainLink(link: string): string {
  const url = new URL(link);
  for (const name of [...url.searchParams.keys()]) {
    if (TRACKING.test(name)) url.searchParams.delete(name);
  }
  url.hash = '';
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}${url.search}`;
}
