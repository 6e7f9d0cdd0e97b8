import { asMoney, formatMoney } from '#lib/money.ts';
import { errorOf } from '../panel-answers.ts';
import { asOutcome, fateOf, hearing, seenOf, type Finding, type Subject } from './finding.ts';

/** The right key, by a question that changes nothing. */
export async function probeBalance(subject: Subject): Promise<Finding> {
  const { provider, protocol } = subject;
  const ask = hearing(subject.ask);
  const answer = await protocol.balance(ask);
  const finding = { probe: 'balance', seen: seenOf(ask.heard) };
  if (ask.heard?.kind === 'never_sent') {
    return { ...finding, verdict: 'bad', means: 'It cannot be reached: its orders would wait.' };
  }
  if (!answer.ok) {
    const means =
      'The balance cannot be read: it is not watched, and a breaker that opened stays open, ' +
      'because the balance is its probe.';
    return { ...finding, verdict: 'bad', means };
  }
  const { balance, currency } = answer.value;
  if (currency !== null && currency !== provider.currency) {
    const means =
      `It bills in ${currency} and is set to ${provider.currency}: costs would be wrong. ` +
      'Set --currency and --exchange-rate.';
    return { ...finding, verdict: 'bad', means };
  }
  const means = `We have ${formatMoney(asMoney(balance))} ${provider.currency} there.`;
  if (balance > 0n) return { ...finding, verdict: 'ok', means };
  return { ...finding, verdict: 'odd', means: `${means} Orders wait until it is filled up.` };
}

/** Once only: some panels shut out who tries wrong keys. */
export async function probeWrongKey({ protocol, askWithWrongKey }: Subject): Promise<Finding> {
  const reply = await askWithWrongKey('balance', {});
  const finding = { probe: 'wrong key', seen: seenOf(reply) };
  const outcome = await asOutcome(protocol, reply);
  const means = fateOf(outcome, protocol);
  if (reply.kind === 'json' && errorOf(reply.body) === undefined && reply.status < 400) {
    return { ...finding, verdict: 'bad', means: 'It answers who has no key. Ask them why.' };
  }
  return { ...finding, verdict: outcome.kind === 'later' ? 'ok' : 'odd', means };
}

export async function probeUnknownAction({ ask }: Subject): Promise<Finding> {
  const reply = await ask('notpanel_check', {});
  const refused = reply.kind === 'json' && (errorOf(reply.body) ?? reply.status >= 400) !== false;
  return {
    probe: 'unknown action',
    seen: seenOf(reply),
    verdict: refused ? 'ok' : 'odd',
    means: refused
      ? 'It says when it does not know an action, so we can tell which it knows.'
      : 'It does not say which actions it knows: what it refuses cannot be told from what it lacks.',
  };
}

/** A client that gives up almost at once, as a network does that breaks. */
export async function probeHaste({ protocol, askInHaste }: Subject): Promise<Finding> {
  const reply = await askInHaste('balance', {});
  const finding = { probe: 'time-out', seen: seenOf(reply) };
  if (reply.kind === 'json') {
    return { ...finding, verdict: 'ok', means: 'It answered before the shortest time limit.' };
  }
  return { ...finding, verdict: 'ok', means: fateOf(await asOutcome(protocol, reply), protocol) };
}
