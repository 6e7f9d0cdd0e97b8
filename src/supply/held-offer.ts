import { z } from 'zod';
import type { Supplied } from '#catalog/index.ts';

/** The rules by which a sync stops a service or a route. */
export const HOLD_CAUSES = [
  'cost',
  'under_cost',
  'tier_under_cost',
  'limits',
  'type',
  'vanished',
] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];

const heldOffer = z.object({
  providerId: z.int(),
  causes: z.array(z.enum(HOLD_CAUSES)),
  /** What would be accepted; a decimal per 1000. */
  rate: z.string().optional(),
  type: z.string().optional(),
  min: z.int().optional(),
  max: z.int().optional(),
});

/** Why a service is held, and what the operator would accept. */
export type HeldOffer = z.infer<typeof heldOffer>;

/** Null where the service is not held, or somebody else than the sync holds it. */
export function heldOfferOf({ heldOffer: stored }: Pick<Supplied, 'heldOffer'>): HeldOffer | null {
  const read = heldOffer.safeParse(stored);
  return read.success ? read.data : null;
}
