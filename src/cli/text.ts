import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

// Node drops the colour by itself where stdout is no terminal or NO_COLOR is set.
const styled = (style: Style, text: string) => styleText(style, text, { stream: process.stdout });
export const bold = (text: string) => styled('bold', text);
export const dim = (text: string) => styled('dim', text);

// Ours (bold, dim, and their end) stay. Others' could move the cursor, hide a line or turn it round.
const ESCAPE = '\u001b';
const CONTROLS = /\p{Cc}(\[(?:1|2|22)m)?|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** What providers and customers say, without what would command the terminal; lines stay lines. */
export const harmless = (text: string): string =>
  text.replace(CONTROLS, (found, rest: string | undefined) =>
    found === '\n' || (rest !== undefined && found.startsWith(ESCAPE)) ? found : (rest ?? ''),
  );

const onOneLine = (text: string): string => harmless(text.replace(/\s*[\r\n]+\s*/g, ' '));

const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const SEGMENTS = new Intl.Segmenter();
const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** The columns that a text takes in a terminal: two for an emoji and for letters of East Asia. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of SEGMENTS.segment(stripVTControlCharacters(text))) {
    width += NOTHING.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

const NARROWEST_LEADER = 3;

/** Lines with dot leaders under a title, as on a receipt. */
export function receipt(title: string, lines: readonly (readonly [string, string])[]): string {
  const longest = Math.max(0, ...lines.map(([label]) => widthOf(label)));
  const rows = lines.map(([label, value]) => {
    const leader = '.'.repeat(longest - widthOf(label) + NARROWEST_LEADER);
    return `  ${label} ${dim(leader)} ${value}`;
  });
  return [bold(title), ...rows].join('\n');
}

export type Column = { title: string; right?: boolean };

/** Rows under column heads; figures go to the right. `none` is what an empty list says. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  none: string,
): string {
  if (rows.length === 0) return none;
  const clean = rows.map((row) => row.map(onOneLine));
  const widths = columns.map((column, at) =>
    clean.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), column.title.length),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ right }, at) => {
        const [cell, width] = [cells[at] ?? '', widths[at] ?? 0];
        const room = ' '.repeat(width - widthOf(cell));
        return right ? room + cell : cell + room;
      })
      .join('  ')
      .trimEnd();
  return [dim(line(columns.map(({ title }) => title))), ...clean.map(line)].join('\n');
}

export const yesNo = (value: boolean) => (value ? 'yes' : 'no');
export const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? '–';
export const moment = (date: Date | null) =>
  date?.toISOString().replace('T', ' ').slice(0, 16) ?? '–';

/** As much of a text as a column has room for. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let [kept, width] = ['', 0];
  for (const { segment } of SEGMENTS.segment(text)) {
    width += widthOf(segment);
    if (width >= most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** What a person is not shown of a long list. */
export const more = (rows: number, shown: number): string[] =>
  rows > shown ? [`… and ${(rows - shown).toLocaleString('en-US')} more (--limit, --json)`] : [];

/** Basis points; a dash where it is not known. */
export const percent = (bp: number | null) => (bp === null ? '–' : `${(bp / 100).toFixed(1)} %`);

/** The same of seconds, in one unit. */
export function duration(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
