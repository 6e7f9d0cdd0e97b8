import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Fact, TestCheckout } from './checkout.ts';

/** How the shop is to hear of a fact: when, and how often the same. */
export type Notice = { factId: string; dueAt: number; copies: number };

type Line =
  | { kind: 'checkout'; checkout: TestCheckout }
  | { kind: 'fact'; fact: Fact; notice: Notice }
  | { kind: 'told'; factId: string };

export type Book = {
  readonly checkouts: ReadonlyMap<string, TestCheckout>;
  factsOf(checkoutId: string): readonly Fact[];
  /** What the shop has not taken yet. */
  untold(): { fact: Fact; notice: Notice }[];
  open(checkout: TestCheckout): void;
  enter(fact: Fact, notice: Notice): void;
  told(factId: string): void;
};

/** The gateway's own record; kept as JSON lines when it has a file, so that a restart knows it. */
export function openBook(file?: string): Book {
  const checkouts = new Map<string, TestCheckout>();
  const facts = new Map<string, Fact[]>();
  const waiting = new Map<string, { fact: Fact; notice: Notice }>();

  const apply = (line: Line): void => {
    if (line.kind === 'checkout') checkouts.set(line.checkout.id, line.checkout);
    else if (line.kind === 'told') waiting.delete(line.factId);
    else {
      const { fact, notice } = line;
      facts.set(fact.checkoutId, [...(facts.get(fact.checkoutId) ?? []), fact]);
      waiting.set(fact.id, { fact, notice });
    }
  };
  const write = (line: Line): void => {
    apply(line);
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(line, asText)}\n`);
  };
  for (const line of readLines(file)) apply(line);
  return {
    checkouts,
    factsOf: (checkoutId) => facts.get(checkoutId) ?? [],
    untold: () => [...waiting.values()],
    open: (checkout) => write({ kind: 'checkout', checkout }),
    enter: (fact, notice) => write({ kind: 'fact', fact, notice }),
    told: (factId) => write({ kind: 'told', factId }),
  };
}

const asText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;

const asAmount = (key: string, value: unknown): unknown =>
  key === 'amount' ? BigInt(value as string) : value;

function readLines(file: string | undefined): Line[] {
  if (file === undefined || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [JSON.parse(text, asAmount) as Line];
      } catch {
        return []; // the last line of a process that was killed
      }
    });
}
