import type { EventOutcome } from '#platform/db/schema.ts';
import type { Notice } from '#platform/notices/index.ts';

export const KEPT = 'payment.kept';

export const keptSubject = (eventId: bigint): string => `event:${eventId}`;

/** Nothing moves: a person looks at it and settles it by `payment settle`. */
export function keep(
  { notices, eventId }: { notices: Notice[]; eventId: bigint },
  why: string,
): EventOutcome {
  notices.push({
    kind: KEPT,
    subject: keptSubject(eventId),
    severity: 'urgent',
    text: `Event ${eventId} of a gateway moved nothing: ${why}. See: notpanel payment events --kept`,
  });
  return 'kept';
}
