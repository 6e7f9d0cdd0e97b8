import { parse, serialize } from 'hono/utils/cookie';

/** What a visitor chose, kept in plain cookies so that pages need no script for it. */
export type Preferences = {
  readonly theme: Theme | undefined;
  /** ISO code of the currency that prices are also shown in. */
  readonly currency: string | undefined;
  /** The language of code samples. */
  readonly code: string | undefined;
};

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KINDS: Readonly<Record<keyof Preferences, RegExp>> = {
  theme: /^(light|dark)$/,
  currency: /^[A-Z]{3}$/,
  code: /^[a-z]{2,12}$/,
};
const NAMES = Object.keys(KINDS) as (keyof Preferences)[];
const YEAR_S = 31_536_000;

/** Reads the cookies; a value of another form counts as none. */
export function readPreferences(header: string | undefined): Preferences {
  const cookies = header ? parse(header) : {};
  const known = (name: keyof Preferences) => {
    const value = cookies[name];
    return value !== undefined && KINDS[name].test(value) ? value : undefined;
  };
  return {
    theme: known('theme') as Theme | undefined,
    currency: known('currency'),
    code: known('code'),
  };
}

/** The cookies that a form's fields ask for; an empty value takes a choice back. */
export function preferenceCookies(fields: FormData, { secure }: { secure: boolean }): string[] {
  return NAMES.flatMap((name) => {
    const value = fields.get(name);
    if (typeof value !== 'string' || (value !== '' && !KINDS[name].test(value))) return [];
    const maxAge = value === '' ? 0 : YEAR_S;
    return [serialize(name, value, { path: '/', maxAge, sameSite: 'Lax', secure })];
  });
}
