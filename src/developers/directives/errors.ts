import {
  ANSWERED_BEFORE_KEY,
  ANSWERED_CODES,
  classic,
  ERROR_TEXTS,
  errorOf,
  notpanel,
  type AnsweredCode,
  type ApiDialect,
} from '#api/index.ts';
import { code, markdownTable } from '../markdown-table.ts';
import type { Directive } from './directive.ts';

type Repeat = 'corrected' | 'later' | 'same' | 'after action';

const REPEAT_WORDS: Record<Repeat, string> = {
  corrected: 'Once corrected. As it is, it fails again.',
  later: 'Yes, after the time that the answer names.',
  same: 'Yes: the same call, with the same `request_id`.',
  'after action': 'Yes, once the cause is mended.',
};

/** What repeating a call does after each refusal. None of them placed an order. */
const REPEAT: Record<AnsweredCode, Repeat> = {
  missing_parameter: 'corrected',
  invalid_parameter: 'corrected',
  malformed_request: 'corrected',
  invalid_key: 'after action',
  invalid_action: 'corrected',
  service_not_found: 'corrected',
  invalid_link: 'corrected',
  link_active: 'after action',
  quantity_too_small: 'corrected',
  quantity_too_large: 'corrected',
  comments_missing: 'corrected',
  invalid_coupon: 'corrected',
  insufficient_balance: 'after action',
  order_not_found: 'corrected',
  refill_not_found: 'corrected',
  webhook_not_found: 'corrected',
  refill_refused: 'after action',
  cancel_refused: 'corrected',
  request_id_conflict: 'corrected',
  conflict: 'after action',
  scope_missing: 'after action',
  ip_not_allowed: 'after action',
  spend_cap_reached: 'after action',
  account_suspended: 'after action',
  rate_limited: 'later',
  internal: 'same',
  unavailable: 'same',
};

/** Refusals that every action may answer. */
const OF_ANY: readonly AnsweredCode[] = [
  ...(['invalid_key', 'invalid_action', 'malformed_request', 'scope_missing'] as const),
  ...(['ip_not_allowed', 'account_suspended', 'rate_limited', 'internal', 'unavailable'] as const),
];

/** Those of one action besides. */
const OF_ACTION: Record<string, readonly AnsweredCode[]> = {
  services: [],
  add: [
    ...(['missing_parameter', 'invalid_parameter', 'service_not_found', 'invalid_link'] as const),
    ...(['link_active', 'quantity_too_small', 'quantity_too_large', 'comments_missing'] as const),
    ...(['invalid_coupon', 'insufficient_balance', 'spend_cap_reached'] as const),
    'request_id_conflict',
  ],
  status: ['missing_parameter', 'invalid_parameter', 'order_not_found'],
  refill: ['missing_parameter', 'invalid_parameter', 'order_not_found', 'refill_refused'],
  refill_status: ['missing_parameter', 'invalid_parameter', 'refill_not_found'],
  cancel: ['missing_parameter', 'invalid_parameter', 'order_not_found', 'cancel_refused'],
  balance: [],
  'webhook.add': ['missing_parameter', 'invalid_parameter', 'conflict'],
  'webhook.list': [],
  'webhook.test': ['missing_parameter', 'invalid_parameter', 'webhook_not_found'],
  'webhook.remove': ['missing_parameter', 'invalid_parameter', 'webhook_not_found'],
};

/** `::errors{action=add}`: what an action is refused with, in both dialects; without it, all. */
export const errors: Directive = ({ action }) => {
  const codes = action === undefined ? ANSWERED_CODES : OF_ACTION[action];
  if (!codes) throw new Error(`no errors are known of ${action}`);
  const rows = codes.map((one) => {
    const [text = ''] = textsOf(one).notpanel;
    return [
      `[${code(shortened(text))}](errors.md#${one})`,
      String(notpanel.errors[one].status),
      code(textsOf(one).classic[0] ?? ''),
      String(classicOf(one).errors[one].status),
    ];
  });
  const head = ['Text', 'Status', 'Classic text', 'Classic status'];
  return { markdown: markdownTable(head, rows) };
};

/** `::any-errors`: what every action may be refused with, as links. */
export const anyErrors: Directive = () => ({
  markdown: OF_ANY.map(
    (one) => `[${code(shortened(textsOf(one).notpanel[0] ?? ''))}](errors.md#${one})`,
  ).join(' · '),
});

/** `::error{code=invalid_key}`: every text of one refusal, and whether to repeat. */
export const error: Directive = (attributes) => {
  const one = attributes['code'] as AnsweredCode;
  if (!ANSWERED_CODES.includes(one)) throw new Error(`${one} is never answered`);
  const texts = textsOf(one);
  const repeat = `**Safe to repeat?** ${REPEAT_WORDS[REPEAT[one]]}`;
  if (ANSWERED_BEFORE_KEY.has(one)) {
    const shared = texts.notpanel.map((text) => [code(text)]);
    const head = [`Whatever the key speaks, status ${notpanel.errors[one].status}`];
    return { markdown: `${markdownTable(head, shared)}\n\n${repeat}` };
  }
  const rows = texts.notpanel.map((text, at) => [code(text), code(texts.classic[at] ?? '')]);
  const head = [
    `\`notpanel\`, status ${notpanel.errors[one].status}`,
    `\`classic\`, status ${classicOf(one).errors[one].status}`,
  ];
  return { markdown: `${markdownTable(head, merged(rows))}\n\n${repeat}` };
};

function textsOf(one: AnsweredCode): { notpanel: string[]; classic: string[] } {
  const said = ERROR_TEXTS[one].map((text) => errorOf(one, text));
  return {
    notpanel: said.map((refusal) => notpanel.errors[one].text(refusal)),
    classic: said.map((refusal) => classicOf(one).errors[one].text(refusal)),
  };
}

/** Who answers a classic key: before the key is known, nobody knows that it is classic. */
const classicOf = (one: AnsweredCode): ApiDialect =>
  ANSWERED_BEFORE_KEY.has(one) ? notpanel : classic;

/** A row says its classic text only where it differs from the row above. */
const merged = (rows: readonly string[][]): string[][] =>
  rows.map(([text = '', classicText = ''], at) => [
    text,
    classicText === rows[at - 1]?.[1] ? '″' : classicText,
  ]);

const LONGEST = 60;

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
