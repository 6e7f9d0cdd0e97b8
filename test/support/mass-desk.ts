import { randomUUID } from 'node:crypto';
import { placeBatch, previewBatch, saveBatch, type MassPreview } from '#baskets/index.ts';
import type { App } from '#platform/app.ts';

export type Draft = { accountId: number; id: string };

/** Saves lines as a draft of the account. */
export async function saveDraft(
  app: App,
  accountId: number,
  source: string,
  { repeats = false, id = randomUUID() }: { repeats?: boolean; id?: string } = {},
): Promise<Draft> {
  await saveBatch(app, { accountId, id, source, repeats });
  return { accountId, id };
}

export async function previewOf(app: App, draft: Draft): Promise<MassPreview> {
  const preview = await previewBatch(app, draft);
  if ('unreadable' in preview) throw new Error(`unreadable: ${preview.unreadable.why}`);
  return preview;
}

/** Agrees to what the preview says, as the page does. */
export async function placeAsShown(app: App, draft: Draft, { whole = false } = {}) {
  const { total } = await previewOf(app, draft);
  return placeBatch(app, { ...draft, total, whole });
}
