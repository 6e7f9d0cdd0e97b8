import { KEY_VARIABLE, type LanguageDefinition } from './call.ts';

export const curl: LanguageDefinition = {
  label: 'curl',
  grammar: 'shellscript',
  write({ action, fields }, { panelUrl }) {
    const lines = [
      `curl ${panelUrl}/api/v2`,
      `-d key="$${KEY_VARIABLE}"`,
      ...[['action', action] as const, ...fields].map(([name, value]) => field(name, value)),
    ];
    return lines.join(' \\\n  ');
  },
};

/** Plain where nothing in the value means something to the shell or to a form. */
function field(name: string, value: string): string {
  if (/^[\w.,:/-]+$/.test(value)) return `-d ${name}=${value}`;
  if (/^[^'\\\n]+$/.test(value)) return `--data-urlencode '${name}=${value}'`;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n');
  return `--data-urlencode $'${name}=${escaped}'`;
}
