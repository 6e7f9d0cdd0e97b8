import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { MISSING } from './field-kinds.ts';
import type { Fields } from './fields.ts';

/** On the wire names are `snake_case`, in code `camelCase`. */
type Camel<Name> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

export type Params<Schema extends z.ZodObject> = {
  [Name in keyof z.output<Schema> as Camel<Name>]: z.output<Schema>[Name];
};

/**
 * A reader of an action's parameters. Fields that the schema does not name are ignored, empty ones
 * are absent. Refuses with `missing_parameter`, the first one in documented order, else with
 * `invalid_parameter`.
 */
export function paramsReader<Schema extends z.ZodObject>(schema: Schema) {
  const names = namesOf(schema);
  const isRenamed = names.some(({ name, camel }) => name !== camel);
  return (fields: Fields): Params<Schema> => {
    const read = schema.safeParse(sentOf(fields, names));
    if (!read.success) throw refusal(read.error.issues);
    if (!isRenamed) return read.data as Params<Schema>;
    const params: Record<string, unknown> = {};
    for (const { name, camel } of names) {
      if (name in read.data) params[camel] = read.data[name];
    }
    return params as Params<Schema>;
  };
}

/** What a form has of an action's parameters so far, and all that is wrong with the others. */
export type FormRead<Schema extends z.ZodObject> = {
  params: Partial<Params<Schema>>;
  faults: AppError[];
};

/** A reader that, unlike `paramsReader`, keeps what is right and names everything that is not. */
export function formReader<Schema extends z.ZodObject>(schema: Schema) {
  const names = namesOf(schema);
  return (fields: Fields): FormRead<Schema> => {
    const params: Record<string, unknown> = {};
    const faults: AppError[] = [];
    for (const { name, camel, isOptional } of names) {
      const field: z.ZodType | undefined = schema.shape[name];
      const read = field?.safeParse(sent(fields, name, isOptional));
      if (read?.success) params[camel] = read.data;
      else if (read) faults.push(refusal([{ ...first(read.error.issues), path: [name] }]));
    }
    return { params: params as Partial<Params<Schema>>, faults };
  };
}

type Name = { name: string; camel: string; isOptional: boolean };

const namesOf = (schema: z.ZodObject): Name[] =>
  Object.entries(schema.shape).map(([name, field]) => ({
    name,
    camel: name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    isOptional: field.safeParse(undefined).success,
  }));

function sentOf(fields: Fields, names: readonly Name[]): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, isOptional } of names) {
    const value = sent(fields, name, isOptional);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

function sent(fields: Fields, name: string, isOptional: boolean): unknown {
  const value = fields.get(name);
  const text = Array.isArray(value) ? value.join('\n') : value;
  if (typeof text !== 'string') return text;
  if (text === '' || text.trim() === '') return undefined;
  // JavaScript clients write a value that they do not have as its name.
  return isOptional && (text === 'undefined' || text === 'null') ? undefined : text;
}

const first = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue =>
  issues[0] ?? { code: 'custom', path: [], message: '' };

function refusal(issues: readonly z.core.$ZodIssue[]): AppError {
  const missing = issues.find((issue) => issue.message === MISSING);
  if (missing) return missingParameter(String(missing.path[0]));
  const { path, message } = first(issues);
  return new AppError('invalid_parameter', message, { parameter: String(path[0]) });
}

export const missingParameter = (parameter: string): AppError =>
  new AppError('missing_parameter', `Missing required parameter: ${parameter}`, { parameter });
