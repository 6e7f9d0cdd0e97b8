import { AppError } from '#lib/errors.ts';
import type { ProvidersTable } from '#platform/db/schema.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { Updateable } from 'kysely';
import type { ProviderKind } from './provider.ts';

/** What an operator may set; amounts are nano-units, as `Provider` has them. */
export type ProviderSettings = {
  name?: string;
  url?: string;
  kind?: ProviderKind;
  concurrency?: number;
  timeoutMs?: number;
  currency?: string;
  exchangeRate?: bigint;
  statusBatch?: number;
  refill?: boolean;
  cancel?: boolean;
  refusesDuplicates?: boolean;
  balanceEvidence?: boolean;
  packagesPerOrder?: boolean;
  lowBalance?: bigint | null;
};

/** Only what is given. Refuses `invalid_parameter` (url). */
export function columnsOf(settings: ProviderSettings): Updateable<ProvidersTable> {
  const { url, ...rest } = settings;
  const all: Updateable<ProvidersTable> = {
    name: rest.name?.trim(),
    url: url === undefined ? undefined : checkUrl(url).href,
    kind: rest.kind,
    concurrency: rest.concurrency,
    timeout_ms: rest.timeoutMs,
    currency: rest.currency?.trim().toUpperCase(),
    exchange_rate: rest.exchangeRate,
    status_batch: rest.statusBatch,
    refill: rest.refill,
    cancel: rest.cancel,
    refuses_duplicates: rest.refusesDuplicates,
    balance_evidence: rest.balanceEvidence,
    packages_per_order: rest.packagesPerOrder,
    low_balance: rest.lowBalance,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export function checkUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.username === '') return url;
  throw new AppError(
    'invalid_parameter',
    'the address must be http or https, without a name and password',
    { parameter: 'url' },
  );
}

/** Refuses `invalid_parameter` (key): an empty one. */
export function checkKey(text: string): string {
  const key = text.trim();
  if (key !== '') return key;
  throw new AppError('invalid_parameter', 'the key is empty', { parameter: 'key' });
}

const ADVICE: Record<string, [parameter: string, advice: string]> = {
  providers_name_is_short: ['name', 'use a name of 1 to 60 characters'],
  providers_url_is_http: ['url', 'use an address of at most 500 characters'],
  providers_concurrency_is_small: ['concurrency', 'use 1 to 64'],
  providers_timeout_is_sane: ['timeout', 'use 1 to 120 seconds'],
  providers_currency_is_iso: ['currency', 'use a code such as USD'],
  providers_exchange_rate_is_positive: ['exchange_rate', 'use a rate above zero'],
  providers_status_batch_is_small: ['status_batch', 'use 1 to 1000'],
  providers_low_balance_is_positive: ['low_balance', 'use an amount that is not below zero'],
  providers_note_is_short: ['note', 'use at most 2,000 characters'],
  providers_balance_evidence_is_serial: [
    'balance_evidence',
    'what a call does to the balance shows only where calls are made one at a time: ' +
      'use a concurrency of 1',
  ],
};

/** A broken rule of the table as the refusal that it is; anything else comes back as it was. */
export function refusalOf(error: unknown): unknown {
  const rule = violatedConstraint(error);
  if (rule === 'providers_name_key') {
    return new AppError('conflict', 'there is a provider of that name already');
  }
  const [parameter, advice] = ADVICE[rule ?? ''] ?? [];
  if (parameter === undefined || advice === undefined) return error;
  return new AppError('invalid_parameter', `${parameter}: ${advice}`, { parameter, cause: error });
}
