import type { Rate } from '#lib/money.ts';
import { writing } from '#platform/db/statement.ts';
import type { ServiceType } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { changeServices } from './change-services.ts';
import type { ChangeCause } from './record-service-changes.ts';

/** What to change of a service; what is left out stays. */
export type ServicePatch = {
  id: number;
  rate?: Rate;
  min?: number;
  max?: number;
  type?: ServiceType;
  refill?: boolean;
  cancel?: boolean;
  dripfeed?: boolean;
  active?: boolean;
  ratePinned?: boolean;
  lossAccepted?: Rate | null;
  /** Null releases it. */
  hold?: { reason: string; offer: object; at: Date } | null;
};

const WRITE = writing(
  'catalog.update-services',
  `update services s set
     rate = coalesce(given.rate, s.rate), min = coalesce(given.min, s.min),
     max = coalesce(given.max, s.max), type = coalesce(given.type, s.type),
     refill = coalesce(given.refill, s.refill), cancel = coalesce(given.cancel, s.cancel),
     dripfeed = coalesce(given.dripfeed, s.dripfeed), active = coalesce(given.active, s.active),
     rate_pinned = coalesce(given."ratePinned", s.rate_pinned),
     loss_accepted = case when given."setsLoss" then given."lossAccepted"
       when given.rate <> s.rate then null else s.loss_accepted end,
     held_at = case when given.hold is null then s.held_at
       when given.hold then coalesce(s.held_at, given."heldAt") end,
     held_reason = case when given.hold is null then s.held_reason
       when given.hold then given."heldReason" end,
     held_offer = case when given.hold is null then s.held_offer
       when given.hold then given."heldOffer" end,
     updated_at = now()
   from jsonb_to_recordset($1::jsonb) as given (
     id int, rate bigint, min int, max int, type service_type, refill boolean, cancel boolean,
     dripfeed boolean, active boolean, "ratePinned" boolean, "setsLoss" boolean,
     "lossAccepted" bigint, hold boolean, "heldAt" timestamptz, "heldReason" text,
     "heldOffer" jsonb
   )
   where s.id = given.id`,
);

const LONGEST_REASON = 500; // of services_held_reason_is_short

/** Changes many services at once and records it; those that do not exist are passed over. */
export async function updateServices(
  tx: Tx,
  patches: readonly ServicePatch[],
  cause: ChangeCause,
): Promise<number> {
  const ids = patches.map((patch) => patch.id);
  return changeServices(tx, ids, cause, async () => {
    await tx.run(WRITE, [JSON.stringify(patches.map(asGiven))]);
  });
}

const asGiven = ({ rate, lossAccepted, hold, ...patch }: ServicePatch) => ({
  ...patch,
  rate: rate === undefined ? null : String(rate),
  setsLoss: lossAccepted !== undefined,
  lossAccepted: lossAccepted ? String(lossAccepted) : null,
  hold: hold === undefined ? null : hold !== null,
  heldAt: hold?.at ?? null,
  heldReason: hold?.reason.slice(0, LONGEST_REASON) ?? null,
  heldOffer: hold?.offer ?? null,
});
