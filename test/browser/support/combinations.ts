export const LOCALES = ['en', 'tr', 'ar'] as const;
export const THEMES = ['light', 'dark'] as const;
export const WIDTHS = [360, 1440] as const;

export type Combination = {
  locale: (typeof LOCALES)[number];
  theme: (typeof THEMES)[number];
  width: (typeof WIDTHS)[number];
};

export const ALL: readonly Combination[] = LOCALES.flatMap((locale) =>
  THEMES.flatMap((theme) => WIDTHS.map((width) => ({ locale, theme, width }))),
);

// Six of the twelve in which every two values of different kinds meet.
const PAIRS: readonly Combination[] = [
  { locale: 'en', theme: 'light', width: 1440 },
  { locale: 'ar', theme: 'dark', width: 360 },
  { locale: 'tr', theme: 'light', width: 360 },
  { locale: 'en', theme: 'dark', width: 360 },
  { locale: 'ar', theme: 'light', width: 1440 },
  { locale: 'tr', theme: 'dark', width: 1440 },
];

/** Gives each of a list one combination, in turn. */
export const spread = <T>(all: readonly T[]): (T & Combination)[] =>
  all.map((one, index) => ({ ...one, ...(PAIRS[index % PAIRS.length] as Combination) }));
