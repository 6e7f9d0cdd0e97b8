import { KEY_VARIABLE, TIMEOUT_S, type Call, type LanguageDefinition } from './call.ts';

export const python: LanguageDefinition = {
  label: 'Python',
  grammar: 'python',
  write: ({ action, fields }, { panelUrl }) => `import json, os
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

fields = {
    "key": os.environ["${KEY_VARIABLE}"],
${lines({ action, fields })}
}
body = urlencode(fields).encode()
try:
    response = urlopen("${panelUrl}/api/v2", body, timeout=${TIMEOUT_S})
except HTTPError as refusal:
    response = refusal
print(response.status, json.load(response))
`,
};

const lines = ({ action, fields }: Call): string =>
  [['action', action] as const, ...fields]
    .map(([name, value]) => `    "${name}": ${JSON.stringify(value)},`)
    .join('\n');
