import type { LanguageDefinition } from './call.ts';
import { curl } from './curl.ts';
import { javascript } from './javascript.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { sdk } from './sdk.ts';

/** The languages of the samples, in the order of their tabs. */
export const LANGUAGES = { curl, javascript, python, php, sdk } satisfies Record<
  string,
  LanguageDefinition
>;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_NAMES = Object.keys(LANGUAGES) as Language[];

export const isLanguage = (text: string | null | undefined): text is Language =>
  LANGUAGE_NAMES.some((name) => name === text);
