import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { ProviderKind } from './provider.ts';

export type NewProvider = {
  url: string;
  key: string;
  /** Default: the URL's host. */
  name?: string;
  kind?: ProviderKind;
  concurrency?: number;
  timeoutMs?: number;
};

/**
 * Adds an upstream panel; its key is sealed by the installation's secret. Refuses
 * `invalid_parameter` (URL or key) and `conflict` (the name is taken).
 */
export async function addProvider(app: App, provider: NewProvider): Promise<{ id: number }> {
  const url = checkUrl(provider.url);
  if (provider.key.trim() === '') {
    throw new AppError('invalid_parameter', 'the key is empty', { parameter: 'key' });
  }
  const { kind = 'v2', name = url.host, concurrency, timeoutMs } = provider;
  try {
    return await app.transact(async (tx) => {
      const added = await tx
        .insertInto('providers')
        .values({
          name: name.slice(0, 60),
          url: url.href,
          key_sealed: app.vault.seal(provider.key.trim()),
          kind,
          ...(concurrency !== undefined && { concurrency }),
          ...(timeoutMs !== undefined && { timeout_ms: timeoutMs }),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await notify(tx, 'providers', added.id);
      return added;
    });
  } catch (error) {
    const rule = violatedConstraint(error);
    if (rule === 'providers_name_key') {
      throw new AppError('conflict', `there is a provider named ${name} already`);
    }
    if (rule) throw new AppError('invalid_parameter', rule.replaceAll('_', ' '));
    throw error;
  }
}

function checkUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '') return url;
  throw new AppError(
    'invalid_parameter',
    'the address must be http or https, without a name and password',
    { parameter: 'url' },
  );
}
