import type { ReportedStatus } from '../provider.ts';
import { fateOf, hearing, seenOf, type Finding, type Subject, type Verdict } from './finding.ts';

/** An order that cannot be placed: of a service that is not there, for no link. */
export async function probeImpossibleOrder(subject: Subject): Promise<Finding> {
  const { protocol, strangers } = subject;
  const ask = hearing(subject.ask);
  const outcome = await protocol.add(ask, {
    requestId: `np-check-${crypto.randomUUID()}`,
    service: strangers.service,
    link: '',
    quantity: null,
    details: {},
  });
  const finding = { probe: 'impossible order', seen: seenOf(ask.heard) };
  if (outcome.kind === 'accepted') {
    const means =
      `It took an order for a service that it does not have, as ${outcome.providerOrderId}. ` +
      'Ask them what it costs, and do not sell from here until you know.';
    return { ...finding, verdict: 'bad', means };
  }
  const verdict: Verdict = outcome.kind === 'refused' ? 'ok' : 'odd';
  const grave = outcome.kind === 'unknown' && !protocol.repeatsSafely;
  return { ...finding, verdict: grave ? 'bad' : verdict, means: fateOf(outcome, protocol) };
}

export async function probeUnknownOrder(subject: Subject): Promise<Finding> {
  const ask = hearing(subject.ask);
  const id = subject.strangers.order(0);
  const answer = await subject.protocol.statuses(ask, [id]);
  const finding = { probe: 'unknown order', seen: seenOf(ask.heard) };
  const report = answer.ok ? answer.value.get(id) : undefined;
  if (report && 'error' in report) {
    return {
      ...finding,
      verdict: 'ok',
      means: 'A miss is told from an order: it changes nothing.',
    };
  }
  if (report) {
    const means = 'It has an order that should not be there; refill and cancel are not tried.';
    return { ...finding, verdict: 'odd', means };
  }
  const means = 'A miss cannot be told from a call that failed: the order is asked about again.';
  return { ...finding, verdict: 'odd', means };
}

const SIZES = [100, 50, 20, 10, 2];

/** How many orders one call may name; those of ours go first, so that gaps show. */
export async function probeBatch(subject: Subject): Promise<Finding> {
  const { protocol, orders, strangers } = subject;
  const probe = 'batch of orders';
  for (const size of SIZES) {
    const fill = Array.from({ length: size }, (_, at) => strangers.order(at));
    const ids = [...orders, ...fill].slice(0, size);
    const ask = hearing(subject.ask);
    const answer = await protocol.statuses(ask, ids);
    const seen = `${size} ids: ${seenOf(ask.heard)}`;
    if (answer.ok && answer.value.size > 0) {
      return { probe, seen, ...readBatch(ids, answer.value) };
    }
    const missed = answer.ok || /order/i.test(answer.error);
    if (missed && orders.length === 0) {
      const means =
        'It leaves out what it does not know, so nothing can be told before it has orders of ' +
        'ours. Orders without an answer are asked about again.';
      return { probe, seen, verdict: 'odd', means };
    }
  }
  const means = 'It answers no lists: each order is asked about by a call of its own.';
  return { probe, seen: 'no list was answered', verdict: 'odd', means, proof: { statusBatch: 1 } };
}

function readBatch(
  ids: readonly string[],
  answers: ReadonlyMap<string, unknown>,
): Pick<Finding, 'verdict' | 'means' | 'proof'> {
  const proof = { statusBatch: answers.size };
  if (answers.size === ids.length) {
    return { verdict: 'ok', means: `Orders are asked about ${ids.length} at a time.`, proof };
  }
  const isHead = ids.slice(0, answers.size).every((id) => answers.has(id));
  if (isHead && answers.size >= 10) {
    const means = `It answers the first ${answers.size} and passes over the others without a word.`;
    return { verdict: 'odd', means, proof };
  }
  const means = 'It leaves out what it does not know: those orders are asked about again.';
  return { verdict: 'odd', means };
}

/** The words and figures of orders that it has. */
export async function probeWords(subject: Subject): Promise<Finding | null> {
  const ids = subject.orders.slice(0, subject.provider.statusBatch);
  if (ids.length === 0) return null;
  const ask = hearing(subject.ask);
  const answer = await subject.protocol.statuses(ask, ids);
  const probe = 'words of our orders';
  if (!answer.ok) {
    const means = 'Orders cannot be followed while this is so.';
    return { probe, seen: seenOf(ask.heard), verdict: 'bad', means };
  }
  const reports = [...answer.value.values()].filter(
    (one): one is ReportedStatus => 'state' in one && one.subscription === null,
  );
  const words = [...new Set(reports.map((one) => one.word))];
  const seen = `${reports.length} of ${ids.length} orders: ${words.slice(0, 8).join(', ')}`;
  const unclear = new Set(reports.filter((one) => one.state === 'unclear').map((one) => one.word));
  const notes = [
    unclear.size > 0 &&
      `Not understood, so such an order stays as it was and is shown to you: ${[...unclear].join(', ')}.`,
    reports.some((one) => one.remains === 'odd') &&
      'What remains is not always a count: such an order is not settled by it.',
    reports.some((one) => one.charge === null) &&
      'It does not tell what it charged: the statement check has its balance only.',
  ].filter((note) => note !== false);
  const means = notes.length === 0 ? 'All are understood.' : notes.join(' ');
  return { probe, seen, verdict: notes.length === 0 ? 'ok' : 'odd', means };
}
