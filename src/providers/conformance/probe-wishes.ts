import { errorOf } from '../panel-answers.ts';
import type { Reply } from '../provider.ts';
import { seenOf, type Finding, type Proof, type Subject } from './finding.ts';

type Wish = 'refill' | 'refill_status' | 'cancel';

const MEANS: Record<Wish, { known: string; unknown: string; proof(able: boolean): Proof }> = {
  refill: {
    known: 'Refills are passed on.',
    unknown: 'It has no refills: those of its orders wait for you.',
    proof: (refill) => ({ refill }),
  },
  refill_status: {
    known: 'Refills are followed to their end.',
    unknown: 'It does not tell what becomes of a refill: you have to look.',
    proof: () => ({}),
  },
  cancel: {
    known: 'Wishes to cancel are passed on; only its status says that an order is canceled.',
    unknown: 'It has no way to cancel: orders run to their end.',
    proof: (cancel) => ({ cancel }),
  },
};

/**
 * Asks for something that cannot be done, to see whether the action is there at all: one that is
 * refused in the words for an unknown action is not, unless everything is refused in those.
 */
export async function probeWishes(subject: Subject): Promise<Finding[]> {
  const { ask, strangers } = subject;
  const order = strangers.order(0);
  const nothing = wordsOf(await ask('notpanel_check', {}));
  const miss = wordsOf(await ask('status', { order }));
  const calls: [Wish, Record<string, string>][] = [
    ['refill', { order }],
    ['refill_status', { refill: strangers.refill }],
    ['cancel', { orders: order }],
  ];
  const findings: Finding[] = [];
  for (const [wish, params] of calls) {
    findings.push(read(wish, await ask(wish, params), { nothing, miss }));
  }
  return findings;
}

function read(
  wish: Wish,
  reply: Reply,
  { nothing, miss }: { nothing: string | null; miss: string | null },
): Finding {
  const finding = { probe: `${wish} of nothing`, seen: seenOf(reply) };
  const { known, unknown, proof } = MEANS[wish];
  if (reply.kind !== 'json') {
    const means =
      'The answer cannot be read: a wish is asked for again, nothing is taken for done.';
    return { ...finding, verdict: 'odd', means };
  }
  const words = wordsOf(reply);
  if (words !== null && words === nothing) {
    if (nothing === miss) {
      const means = 'It refuses everything in the same words: whether it can is not known.';
      return { ...finding, verdict: 'odd', means };
    }
    return { ...finding, verdict: 'odd', means: unknown, proof: proof(false) };
  }
  const taken = words === null && !/error|incorrect|not found|invalid/i.test(reply.text);
  if (taken) {
    const means = `It takes a wish for an order that is not there; ${known.toLowerCase()}`;
    return { ...finding, verdict: 'odd', means };
  }
  return { ...finding, verdict: 'ok', means: known, proof: proof(true) };
}

const wordsOf = (reply: Reply): string | null =>
  reply.kind === 'json' ? (errorOf(reply.body)?.toLowerCase() ?? null) : null;
