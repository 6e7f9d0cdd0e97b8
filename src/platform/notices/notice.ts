import type { NoticeSeverity } from '../db/schema.ts';

/** Something the operator should know, until it is cleared by whoever can tell that it is over. */
export type Notice = {
  /** What sort of thing: `order.unknown`, `provider.down`, `job.missed`. */
  kind: string;
  /** What it is about, such as `order:17`; one notice is open per kind and subject. */
  subject: string;
  severity: NoticeSeverity;
  /** For a person, in whole sentences, without secrets. */
  text: string;
};
