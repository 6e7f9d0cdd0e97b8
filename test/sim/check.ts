import { Broken } from './broken.ts';
import {
  isOver,
  refundDue,
  targetOf,
  transfersDue,
  WAYS,
  type Known,
  type Model,
} from './model.ts';
import type { Provider } from './provider.ts';
import type { AttemptRow, Change, EvidenceRow, OrderRow, RiskRow, Seen } from './watch.ts';

/** One touched order, with all that the rules may look at. */
type Case = {
  known: Known;
  row: OrderRow;
  /** Its changes of status in this step, in order; the first `before` may be null: it is new. */
  moves: Change[];
  attempts: AttemptRow[];
  /** There is a wish to cancel it. */
  wished: boolean;
  /** Its customer asked to cancel it, or what it is a part of. */
  asked: boolean;
  /** What is known of its attempts in doubt. */
  evidence: EvidenceRow[];
  risk: RiskRow | null;
  /** What a provider was told that it is for. */
  target: string;
  /** The calendar may end it. */
  mayEnd: boolean;
  /** No other order is for that. */
  alone: boolean;
  /** All posts that a standing order was for are orders. */
  allPosted: boolean;
  providers: ReadonlyMap<number, Provider>;
};

type Rule = (one: Case) => string | undefined;

/** Takes over what was written since the last step, and holds it against every rule. */
export function check(model: Model, seen: Seen, providers: ReadonlyMap<number, Provider>): void {
  const touched = new Map(seen.orders.map((row) => [row.id, absorb(model, row)]));
  for (const change of seen.changes) note(model, touched, change);
  answersHold(model);
  for (const row of seen.orders) {
    const known = touched.get(row.id) as Known;
    const one: Case = {
      known,
      row,
      moves: seen.changes.filter((change) => change.what === 'order' && change.of === row.id),
      attempts: seen.attempts.filter((attempt) => attempt.of === row.id),
      wished: seen.wishes.some((wish) => wish.of === row.id),
      asked: model.cancels.has(row.id) || model.cancels.has(row.parent_id ?? 0),
      evidence: seen.evidence.filter((one) => one.of === row.id),
      risk: seen.risks.find((one) => one.of === row.id) ?? null,
      target: targetOf(model, row),
      mayEnd: model.endsStanding && row.kind === 'subscription',
      alone: isAlone(model, row),
      allPosted: row.kind === 'subscription' && childrenOf(model, row) >= postsOf(model, row),
      providers,
    };
    for (const [name, rule] of Object.entries(RULES)) {
      const why = rule(one);
      if (why !== undefined) throw new Broken(`order ${row.id} (${row.kind}): ${name}: ${why}`);
    }
  }
  walletsAgree(model, seen);
  model.endsStanding = false;
}

function absorb(model: Model, row: OrderRow): Known {
  const known = model.orders.get(row.id);
  if (known) {
    known.row = row;
    return known;
  }
  const fresh: Known = { row, transfers: [], events: new Map(), owed: new Map() };
  const name = `${row.account_id} ${row.request_id}`;
  if (model.byRequest.has(name)) throw new Broken(`${name} has two orders`);
  const why = row.parent_id === null ? unlikeAsked(model, name, row) : unlikeParent(model, row);
  if (why !== undefined) throw new Broken(`order ${row.id} of ${name}: ${why}`);
  model.orders.set(row.id, fresh);
  model.byRequest.set(name, fresh);
  return fresh;
}

function unlikeAsked(model: Model, name: string, row: OrderRow): string | undefined {
  const judged = model.asked.get(name);
  if (!judged) return 'nobody asked for it, or it was refused';
  const { asked, rate, charge, promoted, coupon } = judged;
  const due = [asked.service.id, asked.quantity, rate, charge, promoted, coupon?.id ?? null];
  const { service_id, quantity, coupon_amount, coupon_id } = row;
  const made = [service_id, quantity, row.rate, row.charge, coupon_amount, coupon_id];
  return unlike(made, due);
}

function unlike(made: readonly unknown[], due: readonly unknown[]): string | undefined {
  const [is, shall] = [made.map(String).join(' '), due.map(String).join(' ')];
  return is === shall ? undefined : `it is ${is}, and should be ${shall}`;
}

function unlikeParent(model: Model, row: OrderRow): string | undefined {
  const parent = model.orders.get(row.parent_id ?? 0)?.row;
  if (!parent) return 'its parent is not known';
  const { account_id, service_id, rate } = parent;
  const due = [
    account_id,
    service_id,
    rate,
    row.kind === 'run' ? parent.run_quantity : row.quantity,
  ];
  const made = [row.account_id, row.service_id, row.rate, row.quantity];
  const why = unlike(made, due);
  if (why !== undefined) return why;
  const number = Number(row.request_id.split(':')[2]);
  const elder = childrenOf(model, parent);
  return number === elder + 1 ? undefined : `it is number ${number} after ${elder}`;
}

const isAlone = (model: Model, row: OrderRow): boolean =>
  row.kind !== 'run' &&
  ![...model.orders.values()].some((one) => one.row.id !== row.id && one.row.link === row.link);

const childrenOf = (model: Model, { id }: OrderRow): number =>
  [...model.orders.values()].filter((one) => one.row.parent_id === id).length;

const postsOf = (model: Model, { account_id, request_id }: OrderRow): number =>
  model.asked.get(`${account_id} ${request_id}`)?.asked.posts ?? Infinity;

function answersHold(model: Model): void {
  for (const { name, orderId } of model.answered.splice(0)) {
    const made = model.byRequest.get(name)?.row.id;
    if (made !== orderId) throw new Broken(`${name} was answered ${orderId}, and is order ${made}`);
  }
}

const add = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

function note(model: Model, touched: ReadonlyMap<number, Known>, change: Change): void {
  const known = touched.get(change.of);
  if (change.what === 'transfer') {
    const [kind, from, to, amount, reference] = change.after.split(' ');
    if (kind === 'deposit') credit(model, reference ?? '', Number(to), BigInt(amount ?? 0));
    move(model, Number(from), -BigInt(amount ?? 0));
    move(model, Number(to), BigInt(amount ?? 0));
    if (change.of > 0 && !known) throw new Broken(`a transfer of no order: ${change.after}`);
    known?.transfers.push([kind, from, to, amount].join(' '));
  } else if (change.what === 'event' && known) {
    const [type = '', account, id] = change.after.split(' ');
    if (Number(account) !== known.row.account_id) {
      throw new Broken(`an event of order ${change.of} is told to account ${account}`);
    }
    model.news.set(Number(id), { type, order: change.of, account: Number(account) });
    add(known.events, type);
  } else if (change.what === 'order' && known) {
    for (const type of owedFor(change, known.row)) add(known.owed, type);
  } else if (change.what === 'refill' && known) {
    const [status, , account] = change.after.split(' ');
    if (Number(account) !== known.row.account_id) {
      throw new Broken(`a refill of order ${change.of} belongs to account ${account}`);
    }
    if (status !== change.before && (status === 'completed' || status === 'rejected')) {
      add(known.owed, `refill.${status}`);
    }
    if (change.before === 'completed' || change.before === 'rejected') {
      throw new Broken(`an ended refill of order ${change.of} was changed`);
    }
  } else if (change.what === 'wish' && change.before === 'done') {
    throw new Broken(`a wish of order ${change.of} that was done was changed`);
  }
}

function credit(model: Model, reference: string, account: number, amount: bigint): void {
  const offered = model.deposits.get(reference);
  const fits = offered?.account === account && offered.amount === amount && !offered.credited;
  if (!fits) throw new Broken(`the deposit ${reference} credits ${amount} to account ${account}`);
  offered.credited = true;
}

/** The books in memory: what came in from outside lies in them as a debt of nobody. */
function move(model: Model, ledger: number, amount: bigint): void {
  model.wallets.set(ledger, (model.wallets.get(ledger) ?? 0n) + amount);
}

/** The news that a change of status is worth, one each. */
function owedFor({ before, after }: Change, row: OrderRow): string[] {
  if (before === null) return ['order.created'];
  if (before === after) return [];
  if (!isOver(after)) return ['in_progress', 'unknown'].includes(after) ? [`order.${after}`] : [];
  const refunded = row.kind !== 'drip_feed' && refundDue(row) > 0n;
  return [`order.${after}`, ...(refunded ? ['order.refunded'] : [])];
}

const RULES: Record<string, Rule> = {
  'states go forward only': ({ moves }) => {
    for (const { before, after } of moves) {
      if (before === null || before === after) continue;
      if (!WAYS[before]?.includes(after)) return `${before} became ${after}`;
    }
    return undefined;
  },
  'a new order waits, a post is under way': ({ moves, row }) => {
    const first = moves.find((one) => one.before === null);
    const due = row.kind === 'post' ? 'in_progress' : 'pending';
    return first && first.after !== due ? `it began as ${first.after}` : undefined;
  },
  'a charge is rate × quantity': ({ row }) =>
    BigInt(row.charge) === BigInt(row.rate) * BigInt(row.quantity)
      ? undefined
      : `${row.rate} × ${row.quantity} is not ${row.charge}`,
  'an ending gives back what is due': ({ row }) =>
    row.kind === 'drip_feed' || !isOver(row.status) || BigInt(row.refunded) === refundDue(row)
      ? undefined
      : `${row.status} with ${row.remains} remaining gave back ${row.refunded}`,
  'money moves as the model says': ({ row, known, wished, risk }) => {
    const due = transfersDue(row, wished, risk).join(', ');
    const made = known.transfers.toSorted().join(', ');
    return due === made ? undefined : `due: ${due}; made: ${made}`;
  },
  'one event a change': ({ known, row, wished }) => {
    const owed = new Map(known.owed);
    if (row.kind === 'drip_feed' && wished && (row.runs ?? 0) > (row.runs_started ?? 0)) {
      add(owed, 'order.refunded');
    }
    const made = new Map(known.events);
    // A provider's refusal is an ending that has a name of its own.
    const failed = made.get('order.failed') ?? 0;
    if (failed > 0) made.set('order.canceled', (made.get('order.canceled') ?? 0) + failed);
    for (const type of STRICT) {
      const [is, shall] = [made.get(type) ?? 0, owed.get(type) ?? 0];
      if (is !== shall) return `${is} × ${type} for ${shall} changes`;
    }
    return undefined;
  },
  'attempts stop where somebody may have the order': attemptsAreSafe,
  'the state fits the last attempt': stateFitsAttempts,
  'what is accepted is in the provider’s book': bookKnows,
  'an ending has a cause': hasCause,
};

const STRICT = [
  'order.created',
  'order.in_progress',
  'order.unknown',
  'order.completed',
  'order.partial',
  'order.canceled',
  'order.refunded',
  'refill.completed',
  'refill.rejected',
];

const NOT_PLACED = new Set(['never_sent', 'later', 'refused']); // certainly

function attemptsAreSafe({ attempts, providers, evidence }: Case): string | undefined {
  const cleared = evidence.some(({ verdict }) => verdict === 'not_placed');
  for (const [index, { outcome, number, provider }] of attempts.entries()) {
    if (number !== index + 1) return `attempt ${index + 1} has the number ${number}`;
    const next = attempts[index + 1];
    if (!next || NOT_PLACED.has(outcome ?? '') || cleared) continue;
    const repeats = providers.get(provider)?.kind === 'notpanel' && next.provider === provider;
    if (outcome === 'unknown' && repeats) continue;
    return `attempt ${next.number} was made after one that is ${outcome ?? 'open'}`;
  }
  return undefined;
}

const LAST: Readonly<Record<string, readonly string[]>> = {
  pending: ['none', 'never_sent', 'later', 'refused'],
  submitting: ['open'],
  unknown: ['unknown', 'unclassified'],
  processing: ['accepted'],
  in_progress: ['accepted'],
  completed: ['accepted'],
  partial: ['accepted'],
};

function stateFitsAttempts({ row, attempts }: Case): string | undefined {
  if (row.kind === 'drip_feed') return undefined;
  const last = attempts.at(-1);
  const outcome = last ? (last.outcome ?? 'open') : 'none';
  const fits = LAST[row.status]?.includes(outcome) ?? true;
  return fits ? undefined : `${row.status}, and the last attempt is ${outcome}`;
}

/** A number is ours because the provider named it for this very order, or a person did. */
function bookKnows({ row, attempts, providers, evidence, target }: Case): string | undefined {
  for (const { outcome, provider, name } of attempts) {
    if (outcome !== 'accepted') continue;
    const theirs = providers.get(provider);
    const booking = theirs?.book.bookings.get(name ?? '');
    if (!booking) return `${theirs?.host} has no order ${name}`;
    const named = theirs?.adds.some((call) => call.named === name && call.link === target);
    const byPerson = evidence.some(({ kind }) => kind === 'operator');
    if (!named && !byPerson && booking.parent === null) return `${theirs?.host} never said ${name}`;
  }
  return row.status === 'submitting' && attempts.length === 0 ? 'nothing was tried' : undefined;
}

/** Money goes back, or is earned, because somebody said so. */
function hasCause(one: Case): string | undefined {
  const { moves, row, wished, attempts } = one;
  const end = moves.find(({ before, after }) => before !== after && isOver(after));
  if (!end || row.kind === 'drip_feed') return undefined;
  if (one.mayEnd) return undefined;
  const last = attempts.at(-1)?.outcome;
  if (end.before === 'pending') return one.asked || wished ? undefined : 'nobody asked for it';
  if (end.before === 'submitting') {
    const refused = last === 'refused' || last === 'later' || wished;
    return refused ? undefined : `it ended while the attempt is ${last}`;
  }
  if (end.before === 'unknown') return hasVerdict(one);
  if (end.after === 'completed' && one.allPosted) return undefined;
  return wasTold(one, end.after) ? undefined : `its provider never said ${end.after}`;
}

const POLICY_MS = 24 * 3_600_000;

/** In doubt it ends by what is known and true, by a person's word, or after a day by the policy. */
function hasVerdict({
  attempts,
  evidence,
  risk,
  providers,
  target,
  alone,
}: Case): string | undefined {
  const doubted = attempts.at(-1);
  if (risk) {
    const waited = risk.opened_ms - (doubted?.finished_ms ?? 0);
    return waited >= POLICY_MS ? undefined : `the policy acts after ${waited} ms`;
  }
  if (evidence.some(({ kind }) => kind === 'operator')) return undefined;
  if (!evidence.some(({ verdict }) => verdict === 'not_placed'))
    return 'nobody knows what happened';
  const bookings = providers.get(doubted?.provider ?? 0)?.book.bookings.values() ?? [];
  const placed = alone && [...bookings].find((one) => one.link === target);
  return placed ? `it is refunded, and the provider has it as ${placed.id}` : undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  completed: 'Completed',
  partial: 'Partial',
  canceled: 'Canceled',
};

function wasTold({ row, attempts, providers }: Case, ending: string): boolean {
  const accepted = attempts.find(({ outcome }) => outcome === 'accepted');
  const told = providers.get(accepted?.provider ?? 0)?.told.get(accepted?.name ?? '');
  const word = WORDS[ending] ?? '';
  return told?.has(ending === 'partial' ? `${word} ${row.remains}` : word) ?? false;
}

function walletsAgree(model: Model, { wallets }: Seen): void {
  for (const { id, balance } of wallets) {
    const sum = model.wallets.get(id) ?? 0n;
    if (BigInt(balance) !== sum) {
      throw new Broken(`wallet ${id} holds ${balance}, its transfers make ${sum}`);
    }
    if (sum < 0n) throw new Broken(`wallet ${id} is overdrawn: ${sum}`);
  }
  const open = [...model.orders.values()].reduce((sum, known) => sum + heldBy(known), 0n);
  const held = model.wallets.get(-1) ?? 0n;
  if (held !== open) throw new Broken(`held is ${held}, open orders make ${open}`);
}

/** What an open order still holds; a run holds nothing, it settles a share of its parent's. */
function heldBy({ row, transfers }: Known): bigint {
  if (row.kind === 'run') {
    const ended = isOver(row.status) ? -BigInt(row.charge) : 0n;
    return ended;
  }
  if (row.kind !== 'drip_feed') return isOver(row.status) ? 0n : BigInt(row.charge);
  const given = transfers
    .map((one) => one.split(' '))
    .filter(([kind]) => kind === 'order.refund' || kind === 'order.coupon_return')
    .reduce((sum, [, , , amount]) => sum + BigInt(amount ?? 0), 0n);
  return BigInt(row.charge) - given;
}
