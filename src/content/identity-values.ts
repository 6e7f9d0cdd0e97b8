import type { Identity } from './identity.ts';

const COUNTRIES = ['country', 'law'] as const;

/** The operator as a text in this language names them: countries by their name in it. */
export function identityValues(identity: Identity, language: string): Record<string, string> {
  const values: Record<string, string> = { ...identity };
  const names = new Intl.DisplayNames([language], { type: 'region' });
  for (const field of COUNTRIES) {
    const code = identity[field];
    if (code !== undefined) values[field] = names.of(code) ?? code;
  }
  return values;
}
