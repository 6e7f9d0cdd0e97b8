import type { ServiceType } from '#catalog/index.ts';
import { parseId } from '#lib/params/ids.ts';
import {
  LINE_FIELDS,
  LIST_FIELDS,
  MOST_BYTES,
  MOST_LINES,
  type MassLine,
  type ParsedMass,
} from './mass-line.ts';
import { isTable, parseTable } from './parse-table.ts';

/** What the catalogue says of a service, as far as a line depends on it. */
export type TypeOf = (serviceId: number) => ServiceType | undefined;

/**
 * Reads lines such as `12 | https://… | 1000`, or a table whose first row names its columns. What
 * is wrong with one line stays with it; what is wrong with the text refuses all of it.
 */
export function parseMass(text: string, typeOf: TypeOf): ParsedMass {
  if (Buffer.byteLength(text) > MOST_BYTES) return { unreadable: { why: 'too_long' } };
  if (text.includes('\0') || !text.isWellFormed()) return { unreadable: { why: 'not_text' } };
  const clean = text.replace(/^\uFEFF/, '');
  const parsed = isTable(clean) ? parseTable(clean) : { lines: parseLines(clean, typeOf) };
  if ('unreadable' in parsed) return parsed;
  if (parsed.lines.length === 0) return { unreadable: { why: 'empty' } };
  if (parsed.lines.length > MOST_LINES) return { unreadable: { why: 'too_many' } };
  return parsed;
}

function parseLines(text: string, typeOf: TypeOf): MassLine[] {
  const lines: MassLine[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    lines.push({ number: lines.length + 1, at: index + 1, ...parseLine(line, typeOf) });
  }
  return lines;
}

type Parsed = Pick<MassLine, 'fields' | 'fault'>;

function parseLine(line: string, typeOf: TypeOf): Parsed {
  const cells = cellsOf(line);
  if (!cells) return { fields: {}, fault: { code: 'unreadable' } };
  const [service = '', ...rest] = cells;
  const type = typeOf(parseId(service, '') ?? 0);
  if (type === undefined) {
    const [link = '', quantity = ''] = rest;
    return { fields: filled({ service, link, quantity }), fault: { code: 'service_not_found' } };
  }
  const names = LINE_FIELDS[type];
  const [given, ...surplus] = foldTail(rest, names);
  const named = names.map((name, at) => [name, valueOf(name, given[at] ?? '')] as const);
  const fields = filled({ service, ...Object.fromEntries(named) });
  const isMore = surplus.some((cell) => cell !== '') && !isQuantityOfPackage(type, surplus);
  return { fields, fault: isMore ? { code: 'too_many_fields' } : null };
}

function cellsOf(line: string): string[] | undefined {
  const separator = line.includes('|') ? '|' : line.includes('\t') ? '\t' : undefined;
  if (separator) return line.split(separator).map((cell) => cell.trim());
  return plainCells(line.trim());
}

/**
 * Two or three fields with a blank, a comma or a semicolon between them: a number, a link, which
 * has no blank, and digits at the end.
 */
function plainCells(line: string): string[] | undefined {
  const [service = ''] = /^\d+/.exec(line) ?? [];
  const rest = line.slice(service.length);
  if (service === '' || !isBetween(rest)) return undefined;
  const [found, quantity = ''] = /[\s,;](\d+)$/.exec(rest) ?? [];
  const link = trimmed(found === undefined ? rest : rest.slice(0, -found.length));
  if (link === '' || /\s/.test(link)) return undefined;
  return [service, link, quantity];
}

const isBetween = (text: string): boolean => /^[\s,;]/.test(text);

/** By hand: an expression that looks for blanks at the end looks at each of many blanks again. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBetween(text.charAt(from))) from += 1;
  while (to > from && isBetween(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Cells by name, and what is left over; a list at the end takes every further cell as an entry. */
function foldTail(cells: readonly string[], names: readonly string[]): [string[], ...string[]] {
  const last = names.at(-1) ?? '';
  const head = cells.slice(0, names.length - 1);
  const tail = cells.slice(names.length - 1);
  if (LIST_FIELDS.has(last)) return [[...head, tail.join('\n')]];
  return [[...head, ...tail.slice(0, 1)], ...tail.slice(1)];
}

/** Those who paste the same three fields for every service mean nothing by a package's quantity. */
const isQuantityOfPackage = (type: ServiceType, surplus: readonly string[]): boolean =>
  type === 'Package' && surplus.length === 1 && /^\d+$/.test(surplus[0] ?? '');

const valueOf = (name: string, cell: string): string =>
  LIST_FIELDS.has(name) ? cell.replaceAll('\\n', '\n') : cell;

const filled = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
