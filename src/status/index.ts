export { noteStatus, type StatusNote } from './note-status.ts';
export type { MailServer } from './probe-mail.ts';
export type { Incident, PublicNote } from './read-incidents.ts';
export type { DeliveryRate } from './read-delivery-rate.ts';
export {
  DAYS,
  HOURS,
  readStatus,
  type ComponentStatus,
  type ShopStatus,
  type Span,
} from './read-status.ts';
export { recordProbes } from './record-probes.ts';
export { runProbes, type ProbeOptions } from './run-probes.ts';
export {
  COMPONENTS,
  minuteOf,
  type Component,
  type DatedProbe,
  type ProbeState,
} from './status.ts';
export { sweepStatus } from './sweep-status.ts';
