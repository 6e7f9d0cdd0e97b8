import { parse } from 'csv-parse/sync';
import { COLUMNS, LIST_FIELDS, type MassLine, type ParsedMass } from './mass-line.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

// As the heads of price lists and of other panels' exports call them.
const ALIASES: Readonly<Record<string, string>> = {
  service_id: 'service',
  id: 'service',
  url: 'link',
  qty: 'quantity',
};

/** Whether the first line that is not blank names columns, a service's among them. */
export const isTable = (text: string): boolean => delimiterOf(text) !== undefined;

/** Reads a table whose first row names its columns; a cell in quotes may have several lines. */
export function parseTable(text: string): ParsedMass {
  let records: CsvRecord[];
  try {
    records = parse(text, {
      delimiter: delimiterOf(text) ?? ',',
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    return { unreadable: { why: 'quotes', at: Math.max(1, Number(Object(error).lines) || 1) } };
  }
  const [head, ...rows] = records;
  const columns = (head?.record ?? []).map(nameOf);
  const strange = columns.find((name) => name !== '' && !COLUMNS.includes(name));
  if (strange !== undefined) return { unreadable: { why: 'column', column: strange.slice(0, 60) } };
  const twice = columns.find((name, at) => name !== '' && columns.indexOf(name) !== at);
  if (twice !== undefined) return { unreadable: { why: 'twice', column: twice } };
  return { lines: rows.map((row, index) => lineOf(row, columns, index + 1)) };
}

type CsvRecord = { record: string[]; info: { lines: number } };

function lineOf({ record, info }: CsvRecord, columns: readonly string[], number: number): MassLine {
  const named = record.flatMap((cell, at) => {
    const name = columns[at] ?? '';
    if (cell === '' || name === '') return [];
    return [[name, LIST_FIELDS.has(name) ? cell.replaceAll('\\n', '\n') : cell] as const];
  });
  const isMore = record.some((cell, at) => cell !== '' && (columns[at] ?? '') === '');
  return {
    number,
    at: info.lines - newlines(record),
    fields: Object.fromEntries(named),
    fault: isMore ? { code: 'too_many_fields' } : null,
  };
}

function delimiterOf(text: string): string | undefined {
  const [first = ''] = /[^\s][^\r\n]*/.exec(text) ?? [];
  return DELIMITERS.find((one) => {
    const names = first.split(one).map(nameOf);
    return names.length > 1 && names.includes('service');
  });
}

const nameOf = (cell: string): string => {
  const bare = cell.replaceAll('"', '').trim().toLowerCase();
  const name = bare.replace(/[\s-]+/g, '_');
  return Object.hasOwn(ALIASES, name) ? (ALIASES[name] as string) : name;
};

const newlines = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + cell.split(/\r\n|\n|\r/).length - 1, 0);
