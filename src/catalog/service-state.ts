import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Service } from './service.ts';

/** What is recorded when it changes: all that a customer is told of a service. */
export type ServiceState = Omit<Service, 'platform' | 'averageMinutes' | 'routes' | 'providerId'>;

const STATES = `select s.id, s.name, c.name as category, s.type, s.rate, s.min, s.max, s.refill,
    s.cancel, s.dripfeed, s.guarantee_days as "guaranteeDays", s.refill_cap as "refillCap",
    s.delivery, s.delivery_note as "deliveryNote", s.description, s.link_guard as "linkGuard",
    s.active, s.held_reason as "heldReason"
  from services s join categories c on c.id = s.category_id
  where s.id = any($1::int[]) order by s.id`;

const READ = reading<ServiceState>('catalog.service-states', STATES);
// Orders refer to the row meanwhile: their lock and this one bear each other.
const LOCK = writing<ServiceState>(
  'catalog.lock-service-states',
  `${STATES} for no key update of s`,
);

export const readStates = (db: Db, ids: readonly number[]): Promise<ServiceState[]> =>
  db.rows(READ, [ids]);

/** The same, and nobody else changes them before the transaction ends. */
export const lockStates = (tx: Tx, ids: readonly number[]): Promise<ServiceState[]> =>
  tx.run(LOCK, [ids]);
