import type { Tx } from '#platform/db/types.ts';
import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import { endpointText } from './endpoint.ts';

/** News of a webhook that its owner must hear by another way than the webhook. */
export type OwnerNews = {
  endpointId: number;
  accountId: number;
  url: string;
  failingSince: Date | null;
} & ({ kind: 'failing' } | { kind: 'disabled'; reason: string });

/**
 * The one place through which owners hear of their webhooks, in the transaction of the change: the
 * operator's notices carry it today, and a mail to the account belongs here. Answers what is new.
 */
export const tellOwners = (tx: Tx, news: readonly OwnerNews[], now: Date): Promise<Notice[]> =>
  raiseNotices(tx, news.map(noticeOf), now);

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

function noticeOf(news: OwnerNews): Notice {
  const { endpointId, accountId, url, failingSince, kind } = news;
  const which = `Webhook ${endpointText(endpointId)} of account ${accountId} (${new URL(url).host})`;
  const since = failingSince ? ` since ${failingSince.toISOString().slice(0, 16)}Z` : '';
  const text =
    news.kind === 'failing'
      ? `${which} has taken no message${since}. After five days it is disabled.`
      : `${which} is disabled: ${news.reason}. What it missed can be replayed for 30 days.`;
  return { kind: KINDS[kind], subject: subjectOf(endpointId), severity: 'info', text };
}
