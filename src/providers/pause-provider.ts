import type { App } from '#platform/app.ts';
import { updateProvider } from './update-provider.ts';

/** Orders go to a paused provider no more, its routes count for nothing. Refuses `not_found`. */
export const pauseProvider = (app: App, id: number, paused: boolean): Promise<void> =>
  updateProvider(app, id, { paused });
