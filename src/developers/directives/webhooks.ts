import { EVENTS, RESTS_MS, type WebhookEvent } from '#webhooks/index.ts';
import { code, markdownTable } from '../markdown-table.ts';
import type { Directive } from './directive.ts';

const MEANINGS: Record<WebhookEvent | 'webhook.test', readonly [when: string, extra: string]> = {
  'order.created': ['An order was taken: yours, a run of a drip-feed, a post.', ''],
  'order.in_progress': ['A provider delivers it.', ''],
  'order.completed': ['All of it is delivered.', ''],
  'order.partial': ['A part is delivered, the rest is given back.', ''],
  'order.canceled': ['It was canceled; all of the charge is given back.', ''],
  'order.failed': ['Nobody could deliver it; all of it is given back.', ''],
  'order.refunded': ['Money came back for it.', '`refunded`'],
  'refill.completed': ['A refill is done.', '`refill`'],
  'refill.rejected': ['A refill was refused.', '`refill`'],
  'balance.low': ['A subscription waits for funds.', '`balance`'],
  'service.changed': [
    'Services were added, repriced, paused or resumed.',
    '`changes`, and nothing of an order',
  ],
  'webhook.test': ['You asked for a test.', '`webhook` and `text`, and nothing of an order'],
};

/** `::events`: what a webhook may be told of. */
export const events: Directive = () => ({
  markdown: markdownTable(
    ['Type', 'When', '`data` has besides'],
    ([...EVENTS, 'webhook.test'] as const).map((name) => [code(name), ...MEANINGS[name]]),
  ),
});

/** `::retries`: when a message that was not taken is sent again. */
export const retries: Directive = () => ({
  markdown: markdownTable(
    ['Attempt', 'After the one before'],
    RESTS_MS.map((rest, at) => [String(at + 1), at === 0 ? 'at once' : durationOf(rest)]),
  ),
});

function durationOf(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${ms / 1_000} seconds`;
  return minutes < 60 ? `${minutes} minutes` : `${minutes / 60} hours`;
}
