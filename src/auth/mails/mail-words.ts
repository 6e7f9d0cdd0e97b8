import type { Locale } from '#lib/locales.ts';
import { ARABIC } from './arabic.ts';
import { ENGLISH } from './english.ts';
import { TURKISH } from './turkish.ts';
import type { Language } from './words.ts';

export const MAIL_WORDS: Readonly<Record<Locale, Language>> = {
  en: ENGLISH,
  tr: TURKISH,
  ar: ARABIC,
};
