import { recordAccountEvents, type AccountEvent } from '#accounts/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import { endpointText } from './endpoint.ts';

/** News of a webhook that its owner must hear by another way than the webhook. */
export type OwnerNews = {
  endpointId: number;
  accountId: number;
  url: string;
  failingSince: Date | null;
} & ({ kind: 'failing' } | { kind: 'disabled'; why: keyof typeof REASONS });

/** Why a webhook is disabled. */
export const REASONS = {
  gone: 'it answered 410 Gone',
  silent: 'it took no message for 5 days',
} as const;

/**
 * The one place through which owners hear of their webhooks, in the transaction of the change, and
 * the operator with them. Answers what is new to the operator.
 */
export async function tellOwners(tx: Tx, news: readonly OwnerNews[], now: Date): Promise<Notice[]> {
  await recordAccountEvents(tx, news.map(eventOf), now);
  return raiseNotices(tx, news.map(noticeOf), now);
}

/** It works again, or is no more: what was said of it no longer holds. */
export async function settleOwner(
  tx: Tx,
  endpointIds: readonly number[],
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const subjects = endpointIds.map(subjectOf);
  for (const kind of Object.values(KINDS)) await clearNotices(tx, kind, subjects, { now, by });
}

const KINDS = { failing: 'webhook.failing', disabled: 'webhook.disabled' } as const;

const subjectOf = (endpointId: number): string => `webhook:${endpointId}`;

const eventOf = (news: OwnerNews): AccountEvent => ({
  accountId: news.accountId,
  type: KINDS[news.kind],
  subject: subjectOf(news.endpointId),
  data: {
    webhook: news.endpointId,
    host: new URL(news.url).host,
    ...(news.kind === 'disabled' && { why: news.why }),
  },
});

function noticeOf(news: OwnerNews): Notice {
  const { endpointId, accountId, url, failingSince, kind } = news;
  const which = `Webhook ${endpointText(endpointId)} of account ${accountId} (${new URL(url).host})`;
  const since = failingSince ? ` since ${failingSince.toISOString().slice(0, 16)}Z` : '';
  const text =
    news.kind === 'failing'
      ? `${which} has taken no message${since}. After five days it is disabled.`
      : `${which} is disabled: ${REASONS[news.why]}. What it missed can be replayed for 30 days.`;
  return { kind: KINDS[kind], subject: subjectOf(endpointId), severity: 'info', text };
}
