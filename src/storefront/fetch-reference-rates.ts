import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { followedCurrencies } from './followed-currencies.ts';
import { crossRate, parseReferenceRates, type ReferenceRates } from './parse-reference-rates.ts';
import { setDisplayRate } from './set-display-rate.ts';

export const REFERENCE_FILE = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml';

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 100_000; // the file has about 2,000
const ACTOR = 'ecb';

export type FetchedRates = { asOf: string | null; set: string[]; missing: string[] };

/**
 * Sets the followed currencies to the reference rates of the European Central Bank; does nothing
 * and connects to nobody while none is followed. Refuses `unavailable` without a file that can be
 * read. A currency that the file lacks keeps its rate and is answered as missing.
 */
export async function fetchReferenceRates(app: App, file = REFERENCE_FILE): Promise<FetchedRates> {
  const followed = await followedCurrencies(app.db);
  if (followed.length === 0) return { asOf: null, set: [], missing: [] };
  const rates = await fetchFile(app, file);
  const found = followed.map((currency) => ({
    currency,
    rate: crossRate(rates, app.currency, currency),
  }));
  const set: string[] = [];
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    for (const { currency, rate } of found) {
      if (rate === undefined || currency === app.currency) continue;
      const { asOf } = rates;
      await setDisplayRate(
        tx,
        { currency, rate, asOf, source: ACTOR, shopCurrency: app.currency },
        now,
      );
      set.push(currency);
    }
  });
  const missing = found.filter(({ rate }) => rate === undefined).map(({ currency }) => currency);
  return { asOf: rates.asOf, set, missing };
}

async function fetchFile(app: App, file: string): Promise<ReferenceRates> {
  const reply = await app.post({
    url: new URL(file),
    method: 'GET',
    headers: { accept: 'application/xml, text/xml' },
    body: '',
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (reply.kind !== 'answer' || reply.status !== 200) {
    const why = reply.kind === 'answer' ? `status ${reply.status}` : reply.error;
    throw new AppError('unavailable', `the reference rates could not be fetched: ${why}`);
  }
  const rates = parseReferenceRates(reply.text);
  if (!rates) throw new AppError('unavailable', 'the reference file could not be read');
  return rates;
}
