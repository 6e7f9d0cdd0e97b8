import { createHash } from 'node:crypto';
import { checkSignature } from '#lib/signature.ts';
import type { PostReply, PostRequest } from '#platform/http/index.ts';
import { Broken } from './broken.ts';
import { answered, BROKEN, NEVER_SENT } from './wire.ts';

/** A customer's server that hears of his orders. */
export type Receiver = {
  readonly account: number;
  readonly endpoint: number;
  readonly events: readonly string[];
  /** By `webhook-id`: what came, how often, and whether it was taken. */
  readonly got: Map<string, { body: string; times: number; taken: boolean }>;
  /** Ids that came for the first time and were not looked at yet. */
  readonly fresh: string[];
  /** The share of its answers that are no yes. */
  mood: number;
  post(request: PostRequest): Promise<PostReply>;
};

// Some of them have heard all the same.
const ANSWERS: Readonly<Record<string, PostReply>> = {
  broken: answered(500, 'oops'),
  busy: { ...answered(503, 'later'), headers: { 'retry-after': '120' } },
  moved: answered(302, ''),
  away: NEVER_SENT,
  lost: BROKEN,
};
const GONE = answered(410, 'gone');
const GONE_SHARE = 0.002;

type Settings = Pick<Receiver, 'account' | 'endpoint' | 'events' | 'mood'> & {
  secret: string;
  now(): number;
};

/**
 * Keeps all that it hears. What it answers is decided by the message and how often it came, not by
 * when: deliveries of one moment have no order.
 */
export function openReceiver({ secret, now, ...settings }: Settings): Receiver {
  const receiver: Receiver = {
    ...settings,
    got: new Map(),
    fresh: [],
    async post({ headers, body }) {
      const checked = checkSignature(secret, headers, body, now() / 1_000);
      if (checked !== 'verified') throw new Broken(`a message comes with ${checked}`);
      const id = headers['webhook-id'] ?? '';
      const known = receiver.got.get(id) ?? { body, times: 0, taken: false };
      if (known.body !== body)
        throw new Broken(`message ${id} has another body when it comes again`);
      if (known.times === 0) receiver.fresh.push(id);
      known.times += 1;
      receiver.got.set(id, known);
      // Ids of tests are by real chance.
      const name = id.startsWith('tst_') ? String(receiver.got.size) : `${id} ${known.times}`;
      const luck = luckOf(`${receiver.endpoint} ${name}`);
      if (luck < receiver.mood * GONE_SHARE) return GONE;
      if (luck < receiver.mood) {
        const names = Object.keys(ANSWERS);
        return ANSWERS[names[Math.floor((luck * 1e6) % names.length)] ?? 'broken'] as PostReply;
      }
      known.taken = true;
      return answered(204, '');
    },
  };
  return receiver;
}

/** 0 ≤ n < 1, the same for the same text. */
const luckOf = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
