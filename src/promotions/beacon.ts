import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';

/** One value of drand, which nobody can know before its time nor choose. */
export type Beacon = { round: number; randomness: string; signature: string };

// The network quicknet of the League of Entropy, as its own documents name it: a round every three
// seconds since the genesis.
const CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';
const GENESIS_S = 1_692_803_367;
const PERIOD_S = 3;
const RELAYS = ['https://api.drand.sh', 'https://drand.cloudflare.com'] as const;

/** The list is out before the round: whoever wants to be sure keeps a copy in these minutes. */
const AFTER_CLOSING_S = 600;
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 4_096; // an answer has about 300

/** The round that decides a draw that closes then. */
export const roundAfter = (closesAt: Date): number =>
  Math.ceil((closesAt.getTime() / 1000 + AFTER_CLOSING_S - GENESIS_S) / PERIOD_S) + 1;

/** When a round is published. */
export const timeOfRound = (round: number): Date =>
  new Date((GENESIS_S + (round - 1) * PERIOD_S) * 1000);

/** Where anybody reads a round. */
export const roundUrls = (round: number, relays: readonly string[] = RELAYS): string[] =>
  relays.map((relay) => `${relay}/${CHAIN}/public/${round}`);

const ANSWER = z.object({
  round: z.int(),
  randomness: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{2,400}$/),
});

/** Asks the relays in turn; `unavailable` when none has the round. */
export async function fetchBeacon(
  app: App,
  round: number,
  relays: readonly string[] = RELAYS,
): Promise<Beacon> {
  const errors: string[] = [];
  for (const url of roundUrls(round, relays)) {
    const reply = await app.post({
      url: new URL(url),
      method: 'GET',
      headers: { accept: 'application/json' },
      body: '',
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_BYTES,
      reach: 'public',
    });
    if (reply.kind !== 'answer') errors.push(`${url}: ${reply.error}`);
    else if (reply.status !== 200) errors.push(`${url}: answered ${reply.status}`);
    else {
      try {
        return readBeacon(reply.text, round);
      } catch (error) {
        errors.push(`${url}: ${(error as Error).message}`);
      }
    }
  }
  throw new AppError('unavailable', `the beacon was not heard: ${errors.join('; ')}`);
}

/** Reads what a relay says of a round. Refuses `invalid_parameter`: another round, or a false hash. */
export function readBeacon(text: string, round: number): Beacon {
  const parsed = ANSWER.safeParse(jsonOf(text));
  if (!parsed.success) throw new AppError('invalid_parameter', 'this is no answer of a relay');
  const { data } = parsed;
  if (data.round !== round) {
    throw new AppError('invalid_parameter', `this is round ${data.round} and not ${round}`);
  }
  const hash = createHash('sha256').update(Buffer.from(data.signature, 'hex')).digest('hex');
  if (hash === data.randomness) return data;
  throw new AppError('invalid_parameter', 'the randomness is not the hash of its signature');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
