import type { App } from '#platform/app.ts';
import { updateProvider } from './update-provider.ts';

export type Review = { note: string; on: Date };

/**
 * Keeps what the operator found out: who they are, their terms. Refuses `not_found` and
 * `invalid_parameter` (a note of more than 2,000 characters).
 */
export const reviewProvider = (app: App, id: number, { note, on }: Review): Promise<void> =>
  updateProvider(app, id, { note: note.trim(), reviewed_on: on.toISOString().slice(0, 10) });
