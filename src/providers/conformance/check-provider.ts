import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { ADAPTERS, adapterOf } from '../adapter-of.ts';
import { callProvider } from '../call-provider.ts';
import type { Provider } from '../provider.ts';
import { setProvider } from '../set-provider.ts';
import type { Finding, Proof, Subject } from './finding.ts';
import { probeBalance, probeHaste, probeUnknownAction, probeWrongKey } from './probe-access.ts';
import { probeBatch, probeImpossibleOrder, probeUnknownOrder, probeWords } from './probe-orders.ts';
import { probeServices } from './probe-services.ts';
import { probeWishes } from './probe-wishes.ts';

export type Conformance = {
  findings: Finding[];
  /** What is certain now and differs from what is set. */
  proven: Proof;
};

const KEY_REFUSED =
  'It answers our key as it does a wrong one, so nothing else can be told. Give it the right one ' +
  'with: notpanel provider key.';
const HASTE_MS = 1;
const ORDERS_SEEN = 100;
const LARGEST = 2_147_483_646; // no panel has come so far, and each can store it

const OURS = reading<[string]>(
  'provider-orders-newest',
  `select provider_order_id from attempts
   where provider_id = $1 and outcome = 'accepted' order by id desc limit ${ORDERS_SEEN}`,
  { asArrays: true },
);

/**
 * Asks a provider what it can be asked without placing an order, and says what the adapter makes of
 * each answer. Changes nothing; about twenty calls, one after the other.
 */
export async function checkProvider(app: App, provider: Provider): Promise<Conformance> {
  const subject = await subjectOf(app, provider);
  const balance = await probeBalance(subject);
  if (balance.seen.startsWith('nothing was sent')) return { findings: [balance], proven: {} };
  const wrongKey = await probeWrongKey(subject);
  if (balance.verdict === 'bad' && balance.seen === wrongKey.seen) {
    return { findings: [{ ...balance, means: KEY_REFUSED }], proven: {} };
  }
  const findings = [balance, wrongKey, await probeHaste(subject)];
  for (const probe of [probeUnknownAction, probeServices, probeImpossibleOrder, probeBatch]) {
    findings.push(await probe(subject));
  }
  const unknownOrder = await probeUnknownOrder(subject);
  findings.push(unknownOrder);
  // An order that is there after all must not be canceled.
  if (unknownOrder.verdict === 'ok') findings.push(...(await probeWishes(subject)));
  const words = await probeWords(subject);
  if (words) findings.push(words);
  return { findings, proven: provenOf(findings, provider) };
}

/** Sets what `checkProvider` has proven. */
export async function saveProven(app: App, provider: Provider, proven: Proof): Promise<void> {
  if (Object.keys(proven).length > 0) await setProvider(app, provider.id, proven);
}

async function subjectOf(app: App, provider: Provider): Promise<Subject> {
  const own = provider.kind === 'notpanel';
  const wrongKey = { ...provider, keySealed: app.vault.seal(`np_check_${crypto.randomUUID()}`) };
  const services = await adapterOf(app, provider).services();
  const offered = new Set(services.ok ? services.value.map((one) => one.service) : []);
  const numbers = Array.from({ length: offered.size + 1 }, (_, at) => String(999_999_999 - at));
  return {
    provider,
    protocol: ADAPTERS[provider.kind],
    ask: (action, params) => callProvider(app, provider, action, params),
    askWithWrongKey: (action, params) => callProvider(app, wrongKey, action, params),
    askInHaste: (action, params) =>
      callProvider(app, { ...provider, timeoutMs: HASTE_MS }, action, params),
    strangers: {
      order: (at) => `${own ? 'ord_' : ''}${LARGEST - at}`,
      refill: `${own ? 'ref_' : ''}${LARGEST}`,
      service: numbers.find((number) => !offered.has(number)) ?? '999999999',
    },
    orders: await ordersOf(app.db, provider.id),
  };
}

const ordersOf = async (db: Db, providerId: number): Promise<string[]> =>
  (await db.rows(OURS, [providerId])).map(([order]) => order);

function provenOf(findings: readonly Finding[], provider: Provider): Proof {
  const all: Proof = Object.assign({}, ...findings.map((one) => one.proof ?? {})) as Proof;
  const { statusBatch, refill, cancel } = all;
  return {
    ...(statusBatch !== undefined && statusBatch !== provider.statusBatch && { statusBatch }),
    ...(refill !== undefined && refill !== provider.refill && { refill }),
    ...(cancel !== undefined && cancel !== provider.cancel && { cancel }),
  };
}
