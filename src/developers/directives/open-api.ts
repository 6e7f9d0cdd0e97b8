import { ACTIONS } from '#api/index.ts';
import { code, markdownTable } from '../markdown-table.ts';
import { boundsOf, schemaNamed, typeOf, type Schema } from '../schemas.ts';
import type { Directive } from './directive.ts';

/** `::openapi`: the document as pages have it, an action at a time. */
export const openApi: Directive = (_, { schemas }) => {
  const parts = [...ACTIONS.values()].map(({ name, summary, scope }) => {
    const request = schemaNamed(schemas, name);
    return [
      `## ${name} {#action-${name.replace(/\W/g, '-')}}`,
      `${summary} Needs the scope ${code(scope)}.`,
      'Request:',
      requestTable(request),
      ...(request.anyOf ? ['And by the type of the service:', variants(request.anyOf)] : []),
      'Answer:',
      answerTable(schemaNamed(schemas, `${name}_answer`)),
    ].join('\n\n');
  });
  return { markdown: parts.join('\n\n') };
};

function requestTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, one]) => [
    code(name),
    [typeOf(one), boundsOf(one)].filter((part) => part !== '').join(', '),
    required.includes(name) ? 'required' : 'optional',
    typeof one.const === 'string' ? `Always ${code(one.const)}.` : (one.description ?? ''),
  ]);
  return markdownTable(['Field', 'Type', 'Need', 'Meaning'], rows);
}

const variants = (types: readonly Schema[]): string =>
  markdownTable(
    ['Type', 'Required', 'Optional'],
    types.map(({ title = '', properties = {}, required = [] }) => [
      title,
      required.map(code).join(', '),
      Object.keys(properties)
        .filter((name) => !required.includes(name))
        .map(code)
        .join(', '),
    ]),
  );

type Path = { path: string; schema: Schema };

function answerTable(answer: Schema): string {
  const rows = leaves('', answer).map(({ path, schema }) => [
    code(path),
    typeOf(schema),
    schema.enum
      ? schema.enum.map((one) => code(String(one))).join(', ')
      : (schema.description ?? ''),
  ]);
  return markdownTable(['Path', 'Type', 'Meaning'], rows);
}

/** Every value of an answer by its path: `[].status`, `<id>.error`; `|` tells forms apart. */
function leaves(path: string, schema: Schema): Path[] {
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms && forms.some((form) => form.properties ?? form.items ?? form.additionalProperties)) {
    return unique(forms.flatMap((form) => leaves(path, form)));
  }
  if (schema.items && !isPlain(schema.items)) return leaves(`${path}[]`, schema.items);
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([name, one]) =>
      leaves(path === '' ? name : `${path}.${name}`, one),
    );
  }
  if (typeof schema.additionalProperties === 'object') {
    return leaves(path === '' ? '<id>' : `${path}.<id>`, schema.additionalProperties);
  }
  return [{ path, schema }];
}

const isPlain = (schema: Schema): boolean => !schema.properties && !schema.anyOf && !schema.items;

function unique(paths: readonly Path[]): Path[] {
  const seen = new Set<string>();
  return paths.filter(({ path }) => !seen.has(path) && seen.add(path));
}
