import { SCOPES } from '#keys/index.ts';
import { ACTIONS, classic, notpanel, RATE_HEADERS, type StatusWord } from '#api/index.ts';
import { DEFAULT_REQUESTS_PER_MINUTE } from '#keys/index.ts';
import { IP_LIMIT } from '#platform/limits/index.ts';
import { code, codes, markdownTable } from '../markdown-table.ts';
import type { Directive } from './directive.ts';

/** `::limits`: the three limits, from the constants that are counted against. */
export const limits: Directive = () => ({
  markdown: markdownTable(
    ['Limit', 'Counts', 'Calls per clock minute'],
    [
      [code('ip'), 'calls from one IPv4 address, or one IPv6 /64 network', String(IP_LIMIT)],
      [code('key'), 'calls with one key', `${DEFAULT_REQUESTS_PER_MINUTE}, unless set otherwise`],
      [code('tier'), 'calls with all keys of the account', 'by your tier, below'],
    ],
  ),
});

/** `::tiers`: the tiers of this shop. */
export const tiers: Directive = (_, { facts }) => ({
  markdown: markdownTable(
    ['Tier', `Reached by deposits of (${facts.currency})`, 'Calls per minute', 'Discount'],
    facts.tiers.map(({ name, reachedAt, requestsPerMinute, discountPercent }) => [
      name,
      reachedAt,
      requestsPerMinute === null ? 'unlimited' : String(requestsPerMinute),
      discountPercent,
    ]),
  ),
});

/** `::rate-headers`: what every answer says of the limits. */
export const rateHeaders: Directive = () => ({
  markdown: markdownTable(
    ['Header', 'Meaning'],
    Object.entries(RATE_HEADERS).map(([name, meaning]) => [code(name), meaning]),
  ),
});

/** `::scopes`: what a key may be allowed to do. */
export const scopes: Directive = () => ({
  markdown: markdownTable(
    ['Scope', 'Allows'],
    SCOPES.map((scope) => [
      code(scope),
      codes([...ACTIONS.values()].filter((one) => one.scope === scope).map(({ name }) => name)),
    ]),
  ),
});

/** `::actions`: every action in a line. */
export const actions: Directive = () => ({
  markdown: markdownTable(
    ['Action', 'Scope', 'What it does'],
    [...ACTIONS.values()].map(({ name, scope, summary }) => [
      `[${code(name)}](${pageOfAction(name)})`,
      code(scope),
      summary,
    ]),
  ),
});

const PAGES: Record<string, string> = {
  add: 'add-order',
  status: 'order-status',
  refill_status: 'refill',
};

const pageOfAction = (name: string): string =>
  `${name.startsWith('webhook.') ? 'webhooks' : (PAGES[name] ?? name)}.md`;

const WORDS: Record<string, readonly (readonly [StatusWord, string])[]> = {
  order: [
    ['pending', 'It waits for a provider, or it is not yet certain that one has it.'],
    ['processing', 'A provider has it and has not begun.'],
    ['in_progress', 'It is being delivered.'],
    ['completed', 'All of it is delivered. Final.'],
    ['partial', 'A part is delivered; the rest, `remains`, was given back. Final.'],
    ['canceled', 'Nothing more is delivered; all of the charge was given back. Final.'],
  ],
  subscription: [
    ['active', 'It orders for new posts.'],
    ['paused', 'It waits, for funds or because it was paused.'],
    ['completed', 'It ordered for all the posts it was for. Final.'],
    ['expired', 'Its last day is over. Final.'],
    ['canceled', 'It was ended. Final.'],
  ],
  refill: [
    ['pending', 'It was asked for.'],
    ['in_progress', 'The provider refills.'],
    ['completed', 'It was refilled. Final.'],
    ['rejected', 'It was refused, by the provider or because none answered for a day. Final.'],
  ],
};

/** `::statuses{of=order}`: the words of a status in both dialects. */
export const statuses: Directive = ({ of = '' }) => {
  const words = WORDS[of];
  if (!words) throw new Error(`no words are known of ${of}`);
  return {
    markdown: markdownTable(
      ['Word', 'Classic', 'Meaning'],
      words.map(([word, meaning]) => [
        code(notpanel.word(word)),
        code(classic.word(word)),
        meaning,
      ]),
    ),
  };
};
