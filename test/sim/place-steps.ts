import { createHash } from 'node:crypto';
import { isOnSale, QUANTITY_FROM } from '#catalog/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import {
  draftOrder,
  placeOrder,
  type OrderParams,
  type Placed,
  type PlaceOrder,
} from '#orders/index.ts';
import { Broken } from './broken.ts';
import { judge, nameOf, nothingYet, type Asked, type Verdict } from './model.ts';
import { count, type Call, type Sim } from './sim.ts';

/** Calls of one moment, judged by the model in the order of their arrival. */
export async function place(sim: Sim): Promise<string> {
  const calls = Array.from({ length: sim.chance.pick([1, 1, 1, 2, 3]) }, () => freshCall(sim));
  return make(sim, calls);
}

/** The very same call at the same moment, and after it. */
export async function placeTwins(sim: Sim): Promise<string> {
  const call = freshCall(sim);
  return make(sim, [call, { ...call }, ...(sim.chance.odds(0.3) ? [changed(sim, call)] : [])]);
}

/** A call of any age again, whatever became of its order, service and wallet. */
export async function replay(sim: Sim): Promise<string> {
  if (sim.calls.length === 0) return 'nothing to replay';
  return make(sim, [sim.chance.pick(sim.calls)]);
}

/** The request id of one call with the parameters of another. */
export async function replayChanged(sim: Sim): Promise<string> {
  if (sim.calls.length === 0) return 'nothing to replay';
  return make(sim, [changed(sim, sim.chance.pick(sim.calls))]);
}

function freshCall(sim: Sim): Call {
  const { chance, shop } = sim;
  const service = chance.pick(shop.services);
  sim.links += 1;
  const requestId = `id${sim.links}`;
  const link = service.linkGuard
    ? `https://example.com/guarded/${chance.int(1, 3)}`
    : `https://example.com/p/${sim.links}`;
  const coupon = chance.odds(0.2)
    ? { coupon: chance.pick(['SIM1', 'SIM2', 'SIM3', 'NOBODY']) }
    : {};
  const params = { ...detailsOf(sim, service, link), ...coupon };
  return { buyer: chance.pick(shop.buyers), service, requestId, params };
}

function detailsOf({ chance, links }: Sim, service: Call['service'], link: string): Call['params'] {
  switch (QUANTITY_FROM[service.type]) {
    case 'none': {
      const min = chance.int(service.min, service.max);
      const max = chance.int(min, service.max);
      return { username: `user${links}`, min, max, delay: 0, posts: chance.int(1, 3) };
    }
    case 'comments':
      return {
        link,
        comments: Array.from(
          { length: chance.int(1, Math.min(4, service.max)) },
          (_, n) => `comment ${n}`,
        ),
      };
    case 'min':
      return { link };
    default: {
      // Now and then one too few.
      const most = Math.min(service.max, service.min + 500);
      const quantity = chance.odds(0.03) ? service.min - 1 : chance.int(service.min, most);
      const runs = service.dripfeed && chance.odds(0.4) ? chance.int(1, 4) : 0;
      return { link, quantity, ...(runs > 0 && { runs, interval: chance.int(1, 90) }) };
    }
  }
}

function changed({ chance }: Sim, call: Call): Call {
  const other = { ...call.params, hashtag: `changed${chance.int(1, 1_000)}` };
  return { ...call, params: other };
}

async function make(sim: Sim, calls: readonly Call[]): Promise<string> {
  const sofar = nothingYet();
  const verdicts = calls.map((call) => {
    const asked = askedOf(call);
    const verdict = judge(sim.model, asked, sofar);
    const name = nameOf(asked);
    if ('charge' in verdict) sim.model.asked.set(name, { ...verdict, asked });
    return { asked, verdict };
  });
  sim.calls.push(...calls.filter((call) => !sim.calls.includes(call)).slice(0, 1));
  const outcomes = await Promise.allSettled(
    calls.map((call) => placeOrder(sim.process.app, commandOf(call))),
  );
  return outcomes
    .map((outcome, index) => {
      const { asked, verdict } = verdicts[index] as (typeof verdicts)[number];
      return compare(sim, asked, verdict, outcome);
    })
    .join(', ');
}

function askedOf(call: Call): Asked {
  const { buyer, service, requestId, params } = call;
  const pieces = piecesOf(call);
  const runs = Number(params['runs'] ?? 0);
  const tooFew = QUANTITY_FROM[service.type] === 'given' && pieces < service.min;
  return {
    buyer,
    service,
    requestId,
    text: JSON.stringify([service.id, params]),
    quantity: pieces * Math.max(1, runs),
    standing: service.type === 'Subscriptions',
    posts: (params['posts'] as number | undefined) ?? null,
    link: String(params['link'] ?? ''),
    target: String(params['link'] ?? params['username']),
    coupon: (params['coupon'] as string | undefined) ?? null,
    unfit: !isOnSale(service) ? 'service_not_found' : tooFew ? 'quantity_too_small' : null,
  };
}

function piecesOf({ service, params }: Call): number {
  const source = QUANTITY_FROM[service.type];
  if (source === 'min') return service.min;
  if (source === 'comments') return (params['comments'] as string[]).length;
  return Number(params['quantity'] ?? 0);
}

function commandOf({ buyer, service, requestId, params }: Call): PlaceOrder {
  const requestHash = createHash('sha256')
    .update(JSON.stringify([service.id, params]))
    .digest();
  const { id: accountId, tierBp: tierDiscountBp } = buyer;
  const who = { accountId, keyId: null, tierDiscountBp, dailySpendCap: null, spendKeyId: null };
  const whole = { buyer: who, requestId, requestHash, repeatWindowS: 0 };
  try {
    return { ...whole, draft: draftOrder(service, params as OrderParams) };
  } catch (error) {
    // As the API does: a refusal is handed on, because a known id is answered before it counts.
    if (isAppError(error)) return { ...whole, draft: error };
    throw error;
  }
}

function compare(
  sim: Sim,
  asked: Asked,
  verdict: Verdict,
  outcome: PromiseSettledResult<Placed>,
): string {
  const said = `${asked.buyer.id} ${asked.requestId}`;
  if (outcome.status === 'rejected') {
    const code = outcome.reason instanceof AppError ? outcome.reason.code : String(outcome.reason);
    if ('refused' in verdict && verdict.refused === code) {
      count(sim, `refused: ${code}`);
      return `${said}: ${code}`;
    }
    throw new Broken(`call ${said} was refused with ${code}; the model says ${describe(verdict)}`, {
      cause: outcome.reason,
    });
  }
  const { orderId, replayed } = outcome.value;
  if ('replays' in verdict) {
    if (!replayed || verdict.replays.row.id !== orderId) {
      throw new Broken(`the replay of ${said} answered ${orderId}, not ${verdict.replays.row.id}`);
    }
    count(sim, 'replayed');
    return `${said}: replays ${orderId}`;
  }
  if ('twin' in verdict) {
    if (!replayed) throw new Broken(`both of ${said} are told that they made ${orderId}`);
    return `${said}: twin of ${orderId}`;
  }
  if ('refused' in verdict || replayed) {
    throw new Broken(`call ${said} was answered ${orderId}; the model says ${describe(verdict)}`);
  }
  count(sim, 'placed');
  sim.model.answered.push({ name: nameOf(asked), orderId });
  return `${said}: ${orderId}`;
}

const describe = (verdict: Verdict): string =>
  'refused' in verdict
    ? verdict.refused
    : 'charge' in verdict
      ? `it is charged ${verdict.charge}`
      : 'it is a repeat';
