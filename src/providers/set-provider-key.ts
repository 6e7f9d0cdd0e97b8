import type { App } from '#platform/app.ts';
import { checkKey } from './settings.ts';
import { updateProvider } from './update-provider.ts';

/** Seals another key of ours there. Refuses `not_found` and `invalid_parameter` (an empty key). */
export async function setProviderKey(app: App, id: number, key: string): Promise<void> {
  await updateProvider(app, id, { key_sealed: app.vault.seal(checkKey(key)) });
}
