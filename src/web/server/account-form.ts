import { isAppError } from '#lib/errors.ts';
import type { Client } from '#auth/index.ts';
import { splitLocale } from '#lib/locales.ts';
import type { Page } from './context.ts';
import { localPath } from './local-path.ts';

/** Who sends a form, for verbs that are not asked by somebody they know. */
export const clientOf = ({ ip }: Page, request: Request): Client => ({
  address: ip,
  headers: request.headers,
});

/** A field's text; a file, or none, is empty. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** What a script put into a field as JSON; anything else is an empty object. */
export function jsonFieldOf(form: FormData, name: string): object {
  try {
    return Object(JSON.parse(fieldOf(form, name))) as object;
  } catch {
    return {};
  }
}

/**
 * Where to go on: an address of this panel that the page was asked for with, or `fallback`. It has
 * no language, because React Router puts the page's own before every redirect.
 */
export function nextOf(request: Request, fallback = '/dashboard'): string {
  const next = new URL(request.url).searchParams.get('next');
  return next === null ? fallback : splitLocale(localPath(next)).path;
}

/** What was wrong with a form, by its field; anything that is not the sender's is thrown on. */
export function faultOf(error: unknown): { field: string } | 'busy' {
  if (isAppError(error)) {
    if (error.code === 'rate_limited') return 'busy';
    if (error.parameter !== undefined) return { field: error.parameter };
  }
  throw error;
}

/** Why a new password was refused, as its text is named. */
export function passwordFault(password: string): 'short' | 'long' | 'guessable' {
  const { length } = password.normalize('NFKC');
  return length < 8 ? 'short' : length > 128 ? 'long' : 'guessable';
}

/** Takes the cookies of a verb along. */
export function withCookies(cookies: readonly string[], more: Record<string, string> = {}) {
  const headers = new Headers(more);
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return headers;
}

/** How long until the next try, in what a person counts in. */
export function waitOf(retryAt: Date, now: number): { minutes: number } | { seconds: number } {
  const seconds = Math.max(1, Math.ceil((retryAt.getTime() - now) / 1_000));
  return seconds < 120 ? { seconds } : { minutes: Math.ceil(seconds / 60) };
}
