import type { EvidenceKind, EvidenceVerdict } from '#platform/db/schema.ts';

export type { EvidenceKind, EvidenceVerdict };

/** Something that says whether a provider has an order whose submission ended in doubt. */
export type Evidence = {
  orderId: number;
  attemptId: bigint;
  kind: EvidenceKind;
  verdict: EvidenceVerdict;
  /** One strong piece decides, or two weak ones that agree. */
  strong: boolean;
  /** What the provider calls the order, if this says so. */
  providerOrderId?: string | undefined;
  note?: string | undefined;
  /** Who says so: `provider:3`, an actor's name. */
  source: string;
};

export type Judgement =
  | { kind: 'open' }
  | { kind: 'decided'; verdict: EvidenceVerdict; providerOrderId: string | null }
  /** The pieces do not agree: a person must look. */
  | { kind: 'contradiction' };

type Piece = Pick<Evidence, 'kind' | 'verdict' | 'strong' | 'providerOrderId'>;

const WEAK_PIECES = 2; // reliability.md 5.2

/** Pure. A person's word decides alone; then strong pieces outweigh weak ones. */
export function judge(pieces: readonly Piece[]): Judgement {
  const persons = pieces.filter((one) => one.kind === 'operator');
  const strong = pieces.filter((one) => one.strong);
  const heard = persons.length > 0 ? persons : strong.length > 0 ? strong : pieces;
  const verdicts = new Set(heard.map((one) => one.verdict));
  const [verdict] = verdicts;
  if (verdict === undefined) return { kind: 'open' };
  if (verdicts.size > 1) return { kind: 'contradiction' };
  const kinds = new Set(heard.map((one) => one.kind));
  if (heard.every((one) => !one.strong) && kinds.size < WEAK_PIECES) return { kind: 'open' };
  const named = pieces.filter((one) => one.verdict === verdict && one.providerOrderId);
  return { kind: 'decided', verdict, providerOrderId: named.at(-1)?.providerOrderId ?? null };
}
