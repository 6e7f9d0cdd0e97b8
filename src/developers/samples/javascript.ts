import { KEY_VARIABLE, TIMEOUT_S, type Call, type LanguageDefinition } from './call.ts';

export const javascript: LanguageDefinition = {
  label: 'JavaScript',
  grammar: 'javascript',
  write: ({ action, fields }, { panelUrl }) => `const response = await fetch('${panelUrl}/api/v2', {
  method: 'POST',
  signal: AbortSignal.timeout(${TIMEOUT_S}_000),
  body: new URLSearchParams({
    key: process.env.${KEY_VARIABLE},
${lines({ action, fields })}
  }),
});
console.log(response.status, await response.json());
`,
};

const lines = ({ action, fields }: Call): string =>
  [['action', action] as const, ...fields]
    .map(([name, value]) => `    ${name}: ${quoted(value)},`)
    .join('\n');

const quoted = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
