import { directionOf, type Locale } from '#lib/locales.ts';
import type { Run, Typeface, Weight } from './typeface.ts';
import { wrapText } from './wrap-text.ts';

/** What a page's picture says. */
export type Card = {
  locale: Locale;
  shop: string;
  /** The host, across from its name. */
  host: string;
  title: string;
  /** Under the title; for pages without lines. */
  text: string;
  /** Lines of its receipt: labels and what belongs to them. */
  lines: readonly (readonly [label: string, value: string])[];
};

export const CARD = { width: 1_200, height: 630 } as const;

// The tokens of tokens.css in light, as a drawing program knows colours.
const PAPER = '#fbfaf7';
const INK = '#1d1915';
const SOFT = '#5c554e';
const LINE = '#dcd8d1';
const DOTS = '#9c958c';
const ACCENT = '#e0452b';

const MARGIN = 80;
const INNER = CARD.width - 2 * MARGIN;
const MOST_LINES = 3;
const TITLE_Y = 240; // where its first line stands
const LEADING = 1.14;
const TEXT_SIZE = 34;
const TEXT_LEADING = 48;
const FOOT = 556; // where the last line of a receipt stands

/** The picture of a page as SVG: paper, ink, and the lines of a receipt. */
export function drawCard(card: Card, face: Typeface): string {
  const sheet = openSheet(card.locale, face);
  const large = sheet.wrap(card.title, 76, MOST_LINES);
  const titleSize = large.length <= 2 ? 76 : 58;
  const title = large.length <= 2 ? large : sheet.wrap(card.title, titleSize, MOST_LINES);
  const shown = card.lines.slice(0, title.length > 2 ? 2 : 3);
  const under = TITLE_Y + (title.length - 1) * titleSize * LEADING + 92;
  const room = Math.max(1, Math.floor((FOOT - under) / TEXT_LEADING) + 1);
  const text = card.text === '' ? [] : sheet.wrap(card.text, TEXT_SIZE, Math.min(room, 3), 400);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">`,
    `<rect width="${CARD.width}" height="${CARD.height}" fill="${PAPER}"/>`,
    sheet.mark(MARGIN, 62),
    sheet.text(card.shop, { x: 62, y: 94, size: 30, weight: 600 }),
    sheet.text(card.host, { x: INNER, y: 94, size: 26, fill: SOFT, end: true }),
    `<rect x="${MARGIN}" y="138" width="${INNER}" height="2" fill="${LINE}"/>`,
    ...title.map((line, at) =>
      sheet.text(line, {
        x: 0,
        y: TITLE_Y + at * titleSize * LEADING,
        size: titleSize,
        weight: 600,
        tight: card.locale !== 'ar',
      }),
    ),
    ...text.map((line, at) =>
      sheet.text(line, { x: 0, y: under + at * TEXT_LEADING, size: TEXT_SIZE, fill: SOFT }),
    ),
    ...shown.map((line, at) => sheet.leader(line, FOOT - (shown.length - 1 - at) * 52)),
    `<rect x="0" y="${CARD.height - 10}" width="${CARD.width}" height="10" fill="${ACCENT}"/>`,
    '</svg>',
  ].join('');
}

type Style = {
  /** From the edge where the language begins. */
  x: number;
  y: number;
  size: number;
  weight?: Weight;
  fill?: string;
  /** It ends at `x`. */
  end?: boolean;
  tight?: boolean;
};

const TIGHTER = -0.035; // of the size, as headlines of the site are

/** Draws from the side on which the language begins. */
function openSheet(locale: Locale, face: Typeface) {
  const rtl = directionOf(locale) === 'rtl';
  const width = (text: string, size: number, weight: Weight) => face.widthOf(text, weight) * size;
  const left = (x: number) => (rtl ? CARD.width - MARGIN - x : MARGIN + x);
  const text = (words: string, style: Style): string => {
    const { x, size, weight = 400, end = false } = style;
    const runs = face.runsOf(words, weight);
    const isLeft = end === rtl;
    if (!runs.some(({ text: own }) => JOINED.test(own))) {
      const spans = runs.map(
        ({ family, text: own }) => `<tspan font-family="${family}">${escaped(own)}</tspan>`,
      );
      return textAt(left(x), style, isLeft ? 'start' : 'end', spans.join(''));
    }
    // A line with joined letters is laid out here: the drawing program loses lines of two fonts.
    const parts = apart(runs);
    const widths = parts.map((run) => face.widthIn(run) * size);
    let at = left(x) - (isLeft ? 0 : widths.reduce((sum, one) => sum + one, 0));
    const places = [...parts.keys()];
    return (rtl ? places.reverse() : places)
      .map((place) => {
        const { family, text: own } = parts[place] as Run;
        const from = at;
        at += widths[place] ?? 0;
        const shown = escaped(rtl ? turned(own) : own);
        return textAt(from, style, 'start', `<tspan font-family="${family}">${shown}</tspan>`);
      })
      .join('');
  };
  return {
    text,
    wrap: (words: string, size: number, most: number, weight: Weight = 600) =>
      wrapText(words, INNER, most, (line) => width(line, size, weight)),
    leader([label, value]: readonly [string, string], y: number): string {
      const from = width(label, 30, 400) + 18;
      const until = INNER - width(value, 30, 600) - 18;
      return (
        text(label, { x: 0, y, size: 30, fill: SOFT }) +
        `<path d="M${round(left(from))} ${y - 4}H${round(left(until))}" stroke="${DOTS}"` +
        ` stroke-width="2" stroke-dasharray="2 7"/>` +
        text(value, { x: INNER, y, size: 30, weight: 600, end: true })
      );
    },
    mark: (x: number, y: number) =>
      `<g transform="translate(${rtl ? CARD.width - x - 44 : x} ${y}) scale(1.84)">` +
      `<rect width="24" height="24" rx="6" fill="${INK}"/>` +
      `<path d="M7.5 17V7.5h2l5 6.6V9.8h2V17h-2l-5-6.6V17z" fill="${PAPER}"/>` +
      `<circle cx="17.2" cy="6.8" r="1.9" fill="${ACCENT}"/></g>`,
  };
}

const JOINED = /\p{Script=Arabic}/u;

function textAt(x: number, style: Style, anchor: 'start' | 'end', spans: string): string {
  const { y, size, weight = 400, fill = INK, tight = false } = style;
  return (
    `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}"` +
    ` fill="${fill}" text-anchor="${anchor}" letter-spacing="${tight ? TIGHTER * size : 0}"` +
    ` xml:space="preserve">${spans}</text>`
  );
}

/** Signs and spaces at the ends of runs belong to neither side of the line. */
const apart = (runs: readonly Run[]): Run[] =>
  runs.flatMap(({ family, text }) => {
    const [, before = '', core = '', after = ''] = ENDS.exec(text) ?? [];
    return [before, core, after].filter(Boolean).map((part) => ({ family, text: part }));
  });

const ENDS = /^([^\p{L}\p{N}\p{Sc}]*)(.*?)([^\p{L}\p{M}\p{N}\p{Sc}]*)$/su;

const BRACKETS = '()[]{}<>«»';

/** Signs alone, between words that run from the right, run from the right as well. */
function turned(run: string): string {
  if (/[\p{L}\p{N}]/u.test(run)) return run;
  const mirrored = Array.from(run).map((sign) => BRACKETS[BRACKETS.indexOf(sign) ^ 1] ?? sign);
  return mirrored.reverse().join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
