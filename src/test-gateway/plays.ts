import {
  dueOf,
  openDispute,
  paidOf,
  type Fact,
  type FactKind,
  type TestCheckout,
} from './checkout.ts';

/** What a payer may choose on the page. */
export const PAYER_PLAYS = [
  ...(['pay', 'decline', 'less', 'more', 'slow', 'late'] as const),
  ...(['late-notice', 'thrice', 'charge-back', 'charge-back-won', 'charge-back-lost'] as const),
] as const;

/** What may happen to what was paid. */
export const LATER_PLAYS = ['dispute', 'win', 'lose'] as const;

export type Play = (typeof PAYER_PLAYS)[number] | (typeof LATER_PLAYS)[number];

export const isPlay = (text: string): text is Play =>
  [...PAYER_PLAYS, ...LATER_PLAYS].some((one) => one === text);

type Step = Pick<Fact, 'kind' | 'amount'> & Partial<Pick<Fact, 'of'>> & { afterMs?: number };
export type Scene = { steps: Step[]; noticeAfterMs?: number; copies?: number };

export type Stage = {
  checkout: TestCheckout;
  facts: readonly Fact[];
  now: number;
  /** What the payer wants to pay, where that is theirs to say. */
  amount: bigint;
  /** How long "later" is. */
  laterMs: number;
  newId(): string;
};

/** Whether the payer can still pay. */
export const isPayable = (checkout: TestCheckout, facts: readonly Fact[], now: number): boolean =>
  dueOf(checkout, facts, now) > 0n &&
  now < checkout.expiresAt &&
  !facts.some(({ kind, at }) => kind === 'failed' || kind === 'expired' || at > now);

/** What comes of a play; undefined when it cannot be played now. */
export function sceneOf(play: Play, stage: Stage): Scene | undefined {
  const { checkout, facts, now } = stage;
  if (isLater(play)) return laterScene(play, stage);
  if (!isPayable(checkout, facts, now)) return undefined;
  return PAYING[play](stage, dueOf(checkout, facts, now));
}

const isLater = (play: Play): play is (typeof LATER_PLAYS)[number] =>
  LATER_PLAYS.some((one) => one === play);

type PayerPlay = (typeof PAYER_PLAYS)[number];

const received = (amount: bigint, afterMs = 0): Step => ({ kind: 'received', amount, afterMs });
const bare = (kind: FactKind): Step => ({ kind, amount: 0n });

const THRICE = 3;

const PAYING: Record<PayerPlay, (stage: Stage, due: bigint) => Scene | undefined> = {
  pay: (_, due) => ({ steps: [received(due)] }),
  decline: () => ({ steps: [bare('failed')] }),
  less: ({ amount }, due) =>
    amount > 0n && amount < due ? { steps: [received(amount)] } : undefined,
  more: ({ amount }, due) =>
    amount > due && amount <= due * 10n ? { steps: [received(amount)] } : undefined,
  slow: ({ laterMs }, due) => ({ steps: [bare('processing'), received(due, laterMs)] }),
  late: ({ laterMs }, due) => ({ steps: [bare('expired'), received(due, laterMs)] }),
  'late-notice': ({ laterMs }, due) => ({ steps: [received(due)], noticeAfterMs: laterMs }),
  thrice: (_, due) => ({ steps: [received(due)], copies: THRICE }),
  'charge-back': (stage, due) => ({ steps: disputedLater(stage, due) }),
  'charge-back-won': (stage, due) => ({ steps: disputedLater(stage, due, 'dispute_won') }),
  'charge-back-lost': (stage, due) => ({ steps: disputedLater(stage, due, 'dispute_lost') }),
};

function disputedLater({ laterMs, newId }: Stage, due: bigint, end?: FactKind): Step[] {
  const of = newId();
  const disputed: Step = { kind: 'disputed', amount: due, of, afterMs: laterMs };
  const decided = end && { kind: end, amount: 0n, of, afterMs: 2 * laterMs };
  return [received(due), disputed, ...(decided ? [decided] : [])];
}

function laterScene(play: (typeof LATER_PLAYS)[number], stage: Stage): Scene | undefined {
  const { facts, now, newId } = stage;
  const open = openDispute(facts);
  if (play === 'dispute') {
    const paid = paidOf(facts, now);
    if (paid <= 0n || facts.some(({ kind }) => kind === 'disputed')) return undefined;
    return { steps: [{ kind: 'disputed', amount: paid, of: newId() }] };
  }
  if (!open || open.at > now) return undefined;
  const kind = play === 'win' ? 'dispute_won' : 'dispute_lost';
  return { steps: [{ kind, amount: 0n, of: open.of }] };
}
