import { KEY_VARIABLE, TIMEOUT_S, type Call, type LanguageDefinition } from './call.ts';

export const php: LanguageDefinition = {
  label: 'PHP',
  grammar: 'php',
  write: ({ action, fields }, { panelUrl }) => `<?php
$call = curl_init('${panelUrl}/api/v2');
curl_setopt_array($call, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => ${TIMEOUT_S},
    CURLOPT_POSTFIELDS => http_build_query([
        'key' => getenv('${KEY_VARIABLE}'),
${lines({ action, fields })}
    ]),
]);
$body = curl_exec($call);
if ($body === false) {
    throw new RuntimeException(curl_error($call));
}
echo curl_getinfo($call, CURLINFO_RESPONSE_CODE), ' ', $body, PHP_EOL;
`,
};

const lines = ({ action, fields }: Call): string =>
  [['action', action] as const, ...fields]
    .map(([name, value]) => `        '${name}' => ${quoted(value)},`)
    .join('\n');

const quoted = (value: string): string =>
  value.includes('\n')
    ? `"${value.replace(/["\\$]/g, '\\$&').replaceAll('\n', '\\n')}"`
    : `'${value.replace(/['\\]/g, '\\$&')}'`;
