/** The pages that an operator writes; each has a text that the program ships. */
export const PAGES = ['terms', 'privacy', 'refunds', 'acceptable-use', 'about'] as const;
export type PageName = (typeof PAGES)[number];

/** Languages that the program ships texts in. What is missing in another is shown in English. */
export const LANGUAGES = ['en', 'tr', 'ar'] as const;
export const FALLBACK = 'en';

/** A version as it is stored; a page is its newest published one. */
export type PageVersion = {
  page: PageName;
  language: string;
  number: number;
  /** Markdown; null: the text that the program ships. */
  body: string | null;
  writtenAt: Date;
  writtenBy: string;
  publishedAt: Date | null;
  publishedBy: string | null;
};

export const isPageName = (text: string): text is PageName =>
  (PAGES as readonly string[]).includes(text);
