import { STATUS_CODES } from 'node:http';
import { LANGUAGE_NAMES, LANGUAGES } from '../samples/languages.ts';
import type { Sample } from '../samples/samples.ts';
import { READ_ACTIONS, type ReadAction } from '../page.ts';
import type { Directive } from './directive.ts';

/** Those of every answer, with figures of a key that has called once in this minute. */
export const SHOWN_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Content-Type', 'application/json'],
  ['X-Request-Id', 'req_3f9c01d27ab4-1k'],
  ['X-RateLimit-Limit', '100'],
  ['X-RateLimit-Remaining', '99'],
  ['X-RateLimit-Reset', '1795435260'],
  ['X-RateLimit-Tier-Remaining', '299'],
];

/** `::sample{id=add}`: a call in every language, and its answer. */
export const sample: Directive = ({ id = '' }, { facts, samples, highlight }) => {
  const found = samples.get(id);
  if (!found) throw new Error(`there is no sample ${id}`);
  const { title, call, status = 200, answer, headers = [] } = found;
  // The client throws what the others print, and makes the words of both dialects the same.
  const isPlain = status < 400 && found.dialect === undefined;
  const tabs = LANGUAGE_NAMES.filter((tab) => tab !== 'sdk' || isPlain);
  const codes = tabs.map((tab) => {
    const { label, grammar, write } = LANGUAGES[tab];
    return { tab, label, ...highlight(write(call, facts), grammar) };
  });
  const shown = highlight(JSON.stringify(answer, null, 2), 'json');
  const view = {
    ...{ id, title, action: call.action, codes, status, answer: shown },
    reason: STATUS_CODES[status] ?? '',
    headers: [...SHOWN_HEADERS, ...headers],
  };
  return {
    markdown: markdownOf(found, codes, shown.text),
    blocks: [{ kind: 'sample', sample: view }],
    isAside: true,
  };
};

function markdownOf(
  { title, status = 200, headers = [] }: Sample,
  codes: readonly { tab: keyof typeof LANGUAGES; text: string }[],
  answer: string,
): string {
  const calls = codes.map(
    ({ tab, text }) => `${LANGUAGES[tab].label}:\n\n${fence(LANGUAGES[tab].grammar, text)}`,
  );
  const extra = headers.map(([name, value]) => `, \`${name}: ${value}\``).join('');
  return [
    `**${title}**`,
    ...calls,
    `Answer, status ${status}${extra}:`,
    fence('json', answer),
  ].join('\n\n');
}

export const fence = (language: string, text: string): string =>
  `\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\``;

/** `::try{action=balance}`: a form that runs a read-only call as the reader. */
export const tryIt: Directive = ({ action = '' }) => {
  if (!READ_ACTIONS.some((one) => one === action)) throw new Error(`${action} changes something`);
  return {
    markdown: '',
    blocks: [{ kind: 'try', action: action as ReadAction }],
    isAside: true,
  };
};
