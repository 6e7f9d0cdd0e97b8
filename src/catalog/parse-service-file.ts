import { parse } from 'csv-parse/sync';
import { AppError } from '#lib/errors.ts';
import { firstFault, newService, type CheckedService } from './new-service.ts';

export type ServiceFileFormat = 'json' | 'csv';

type Cells = { place: string; row: Record<string, unknown> };

const FIELDS = Object.keys(newService.shape);
const COLUMN_OF = new Map(FIELDS.map((field) => [field, snakeCase(field)]));
const FIELD_OF = new Map(FIELDS.map((field) => [snakeCase(field), field]));
const REQUIRED = ['name', 'category', 'rate', 'min', 'max', 'delivery'];

/** The columns of a file, as operators write them. */
export const SERVICE_COLUMNS: { readonly required: string[]; readonly optional: string[] } = {
  required: REQUIRED.map(snakeCase),
  optional: FIELDS.filter((field) => !REQUIRED.includes(field)).map(snakeCase),
};

/**
 * Reads the services of a file: a CSV with a header row, or a JSON array of objects, fields in
 * snake case. Refuses `invalid_parameter` with the line (or entry) and the column at fault.
 */
export function parseServiceFile(text: string, format: ServiceFileFormat): CheckedService[] {
  const rows = format === 'csv' ? csvRows(text) : jsonRows(text);
  return rows.map(({ place, row }) => {
    const checked = newService.safeParse(row);
    if (checked.success) return checked.data;
    const { field, message } = firstFault(checked.error, row);
    const column = COLUMN_OF.get(field) ?? field;
    throw fault(`${place}, column ${column}: ${message}`, column);
  });
}

function csvRows(text: string): Cells[] {
  const [header, ...records] = readCsv(text);
  if (!header) throw fault('the file is empty: it needs a header row');
  const fields = header.cells.map((cell) => knownField(cell.trim(), `line ${header.line}`));
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice) throw fault(`line ${header.line}: column ${COLUMN_OF.get(twice)} is there twice`);
  const missing = REQUIRED.find((field) => !fields.includes(field));
  if (missing) throw fault(`line ${header.line}: column ${missing} is missing`, missing);
  return records.map(({ cells, line }) => {
    const named = cells.map((cell, index) => [fields[index], cell] as const);
    // An empty cell is an absent value.
    const row = Object.fromEntries(named.filter(([, cell]) => cell.trim() !== ''));
    return { place: `line ${line}`, row };
  });
}

type CsvRecord = { record: string[]; info: { lines: number } };

function readCsv(text: string): { cells: string[]; line: number }[] {
  try {
    const records = parse(text, { bom: true, info: true, skip_empty_lines: true });
    return (records as unknown as CsvRecord[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines - newlines(record), // a record is known by the line on which it begins
    }));
  } catch (error) {
    throw fault(`the file is not a CSV: ${(error as Error).message}`);
  }
}

const newlines = (cells: string[]): number =>
  cells.reduce((sum, cell) => sum + cell.split(/\r\n|\n|\r/).length - 1, 0);

function jsonRows(text: string): Cells[] {
  const entries = readJson(text);
  if (!Array.isArray(entries)) throw fault('the file must be a JSON array of services');
  return entries.map((entry: unknown, index) => {
    const place = `entry ${index + 1}`;
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      throw fault(`${place}: must be an object with the fields of a service`);
    }
    const named = Object.entries(entry).map(([column, value]) => [
      knownField(column, place),
      value,
    ]);
    return { place, row: Object.fromEntries(named) as Cells['row'] };
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw fault(`the file is not JSON: ${(error as Error).message}`);
  }
}

function knownField(column: string, place: string): string {
  const field = FIELD_OF.get(column);
  if (field !== undefined) return field;
  const known = [...FIELD_OF.keys()].join(', ');
  throw fault(`${place}: column ${column.slice(0, 60)} is not known; known are ${known}`, column);
}

const fault = (message: string, parameter?: string): AppError =>
  new AppError('invalid_parameter', message, parameter === undefined ? {} : { parameter });

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
