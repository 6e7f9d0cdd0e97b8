import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

// Node drops the colour by itself where stdout is no terminal or NO_COLOR is set.
const styled = (style: Style, text: string) => styleText(style, text, { stream: process.stdout });
export const bold = (text: string) => styled('bold', text);
export const dim = (text: string) => styled('dim', text);

const NARROWEST_LEADER = 3;

/** Lines with dot leaders under a title, as on a receipt. */
export function receipt(title: string, lines: readonly (readonly [string, string])[]): string {
  const longest = Math.max(0, ...lines.map(([label]) => label.length));
  const rows = lines.map(([label, value]) => {
    const leader = '.'.repeat(longest - label.length + NARROWEST_LEADER);
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
  const widths = columns.map((column, at) =>
    Math.max(column.title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ right }, at) => {
        const [cell, width] = [cells[at] ?? '', widths[at] ?? 0];
        return right ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [dim(line(columns.map(({ title }) => title))), ...rows.map(line)].join('\n');
}

export const yesNo = (value: boolean) => (value ? 'yes' : 'no');
export const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? '–';
export const moment = (date: Date | null) =>
  date?.toISOString().replace('T', ' ').slice(0, 16) ?? '–';

/** As much of a text as a column has room for. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

/** What a person is not shown of a long list. */
export const more = (rows: number, shown: number): string[] =>
  rows > shown ? [`… and ${(rows - shown).toLocaleString('en-US')} more (--limit, --json)`] : [];
