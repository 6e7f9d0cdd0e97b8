import { randomBytes } from 'node:crypto';
import type { Book } from './book.ts';
import { paidOf, type Fact, type TestCheckout } from './checkout.ts';
import type { Desk } from './desk.ts';
import { isPayable, sceneOf } from './plays.ts';

export type DeskOptions = {
  book: Book;
  publicUrl: string;
  now(): number;
  laterMs: number;
  /** Hears of every fact that was entered. */
  onFact(): void;
};

export type OpenDesk = Desk & { close(): void };

const ID_BYTES = 16; // whoever has the address of a checkout may pay it
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export function openDesk({ book, publicUrl, now, laterMs, onFact }: DeskOptions): OpenDesk {
  const enter = (fact: Omit<Fact, 'id'>, noticeAfterMs = 0, copies = 1): Fact => {
    const entered = { id: newId('tge'), ...fact };
    book.enter(entered, { factId: entered.id, dueAt: entered.at + noticeAfterMs, copies });
    onFact();
    return entered;
  };
  const expiries = watchExpiries(book, now, enter);
  const named = (reference: string): TestCheckout[] =>
    [...book.checkouts.values()].filter((one) => one.reference === reference);

  return {
    publicUrl,
    now,
    find: (id) => book.checkouts.get(id),
    named,
    happened: (id) => book.factsOf(id).filter(({ at }) => at <= now()),
    isOpen: (checkout) => isPayable(checkout, book.factsOf(checkout.id), now()),
    open(asked) {
      const known = named(asked.reference).find((one) => one.returnUrl === asked.returnUrl);
      if (known) return known;
      const checkout = { ...asked, id: newId('tgc'), madeAt: now() };
      book.open(checkout);
      expiries.watch(checkout);
      return checkout;
    },
    play(checkout, asked, amount = 0n) {
      const facts = book.factsOf(checkout.id);
      const stage = { checkout, facts, now: now(), amount, laterMs, newId: () => newId('tgd') };
      const scene = sceneOf(asked, stage);
      if (!scene) return false;
      for (const { kind, amount: moved, of = null, afterMs = 0 } of scene.steps) {
        const fact = { checkoutId: checkout.id, kind, amount: moved, of, at: stage.now + afterMs };
        enter(fact, scene.noticeAfterMs, scene.copies);
      }
      return true;
    },
    refund(checkout, reference, amount) {
      const facts = book.factsOf(checkout.id);
      const known = facts.find(({ kind, of }) => kind === 'refunded' && of === reference);
      if (known) return known;
      if (amount <= 0n || amount > paidOf(facts, now())) return undefined;
      const { id: checkoutId } = checkout;
      return enter({ checkoutId, kind: 'refunded', amount, of: reference, at: now() });
    },
    close: () => expiries.close(),
  };
}

/** What takes the place of running out, or says that it has. */
const ENDED: ReadonlySet<string> = new Set(['failed', 'expired', 'processing']);

function watchExpiries(book: Book, now: () => number, enter: (fact: Omit<Fact, 'id'>) => unknown) {
  const timers = new Set<NodeJS.Timeout>();
  const expire = (checkout: TestCheckout): void => {
    const facts = book.factsOf(checkout.id);
    if (facts.some(({ kind }) => ENDED.has(kind))) return;
    if (paidOf(facts, now()) >= checkout.amount) return;
    const { id: checkoutId, expiresAt: at } = checkout;
    enter({ checkoutId, kind: 'expired', amount: 0n, of: null, at });
  };
  const watch = (checkout: TestCheckout): void => {
    const wait = Math.min(Math.max(checkout.expiresAt - now(), 0), LONGEST_WAIT_MS);
    const timer = setTimeout(() => {
      timers.delete(timer);
      expire(checkout);
    }, wait);
    timers.add(timer.unref());
  };
  for (const checkout of book.checkouts.values()) watch(checkout);
  return {
    watch,
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const newId = (kind: string): string => `${kind}_${randomBytes(ID_BYTES).toString('hex')}`;
