import type { ServiceType } from '#catalog/index.ts';
import { LINE_FIELDS, LIST_FIELDS, type MassLine } from './mass-line.ts';

/** Lines as they are pasted, for another batch of some of them. */
export function writeMass(
  lines: readonly Pick<MassLine, 'fields'>[],
  typeOf: (fields: MassLine['fields']) => ServiceType | undefined,
): string {
  return lines.map(({ fields }) => writeLine(fields, typeOf(fields) ?? 'Default')).join('\n');
}

function writeLine(fields: MassLine['fields'], type: ServiceType): string {
  const cells = LINE_FIELDS[type].map((name) => {
    const value = fields[name] ?? '';
    return LIST_FIELDS.has(name) ? value.replaceAll('\n', '\\n') : value;
  });
  while (cells.at(-1) === '') cells.pop();
  return [fields['service'] ?? '', ...cells].join(' | ');
}
