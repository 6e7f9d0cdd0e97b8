import { createHmac, timingSafeEqual } from 'node:crypto';
import type { App } from '#platform/app.ts';
import type { Site } from './visitor.ts';

/** The key that better-auth signs cookies by, drawn from the shop's secret. */
export const signingSecret = (app: Pick<App, 'vault'>): string =>
  app.vault.mac('better-auth', 'cookies').toString('base64url');

export const isSecure = ({ url }: Pick<Site, 'url'>): boolean => url.startsWith('https:');

/** `__Host-` keeps other hosts of the domain from planting one; it works over https alone. */
export const cookieName = (site: Pick<Site, 'url'>, name: 'session' | 'passkey'): string =>
  isSecure(site) ? `__Host-${name}` : name;

const SIGNED = /^([A-Za-z0-9]{32})\.([A-Za-z0-9+/]{43}=)$/;

/** The token of the session cookie, if it was signed by us; asks nobody. */
export function readToken(app: App, site: Site, headers: Headers): string | undefined {
  const cookie = headers.get('cookie');
  if (cookie === null) return undefined;
  const name = `${cookieName(site, 'session')}=`;
  for (const part of cookie.split(';')) {
    const pair = part.trim();
    if (!pair.startsWith(name)) continue;
    const [, token, signature] = SIGNED.exec(decoded(pair.slice(name.length))) ?? [];
    if (token === undefined || signature === undefined) continue;
    if (timingSafeEqual(Buffer.from(signature, 'base64'), sign(app, token))) return token;
  }
  return undefined;
}

/** The cookie of a session, in better-auth's own form. */
export function sessionCookie(app: App, site: Site, token: string, maxAgeS: number): string {
  const value = encodeURIComponent(`${token}.${sign(app, token).toString('base64')}`);
  return `${cookieName(site, 'session')}=${value}; ${attributes(site, maxAgeS)}`;
}

/** What takes the cookie away again. */
export const noSessionCookie = (site: Site): string =>
  `${cookieName(site, 'session')}=; ${attributes(site, 0)}`;

const sign = (app: App, token: string): Buffer =>
  createHmac('sha256', signingSecret(app)).update(token).digest();

const attributes = (site: Site, maxAgeS: number): string =>
  `Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${isSecure(site) ? '; Secure' : ''}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
