import { askAsKey } from '#api/index.ts';
import type { App } from '#platform/app.ts';
import { openHighlight } from './highlight.ts';
import type { ReadAction } from './page.ts';

export type ReadCall = {
  accountId: number;
  keyId: number;
  ip: string;
  action: ReadAction;
  /** The order or the refill, for the actions that take one. */
  id: string;
};

const ID_FIELD: Partial<Record<ReadAction, string>> = { status: 'order', refill_status: 'refill' };
const MOST_SHOWN = 6_000; // characters; a list of services is longer than anybody reads

/** Runs a call that changes nothing as a key of the reader's, and makes the answer readable. */
export async function runReadCall(app: App, { action, id, ...asked }: ReadCall) {
  const fields = new Map<string, string>([['action', action]]);
  const idField = ID_FIELD[action];
  if (idField !== undefined) fields.set(idField, id);
  const { status, reason, headers, body } = await askAsKey(app, { ...asked, fields });
  const text = JSON.stringify(JSON.parse(body), null, 2);
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n…` : text;
  const highlight = await openHighlight();
  return { status, reason, headers, html: highlight(shown, 'json').html };
}
