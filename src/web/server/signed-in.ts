import { redirect } from 'react-router';
import type { Page, Visitor } from './context.ts';

/**
 * Whoever is signed in; everybody else signs in first and comes back. Redirects carry no language:
 * React Router puts that of the request before each.
 */
export function signedIn({ visitor, path }: Page): Visitor {
  if (visitor) return visitor;
  const next = encodeURIComponent(path);
  throw redirect(`/sign-in?next=${next}`);
}

/** Who has shown within ten minutes who they are; others do, and come back. */
export function provedLately(page: Page): Visitor {
  const visitor = signedIn(page);
  if (visitor.fresh) return visitor;
  const [path = '/'] = page.path.split('?');
  const next = encodeURIComponent(path);
  throw redirect(`/prove?next=${next}`, { status: 303 });
}
