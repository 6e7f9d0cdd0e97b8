import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { Service } from './service.ts';

const ALL = reading<Service>(
  'catalog.services',
  `select s.id, s.name, s.type, c.name as category, c.platform, s.rate, s.min, s.max,
     s.refill, s.cancel, s.dripfeed, s.guarantee_days as "guaranteeDays",
     s.refill_cap as "refillCap", s.delivery, s.delivery_note as "deliveryNote", s.description,
     s.link_guard as "linkGuard", s.active, s.average_minutes as "averageMinutes",
     route.provider_id as "providerId"
   from services s
   join categories c on c.id = s.category_id
   left join (
     select distinct on (service_id) service_id, provider_id
     from service_routes order by service_id, priority, provider_id
   ) route on route.service_id = s.id
   order by c.position, c.id, s.position, s.id`,
);

/**
 * Every service, active or not, in the order in which they are shown. The route with the lowest
 * priority number is the best one.
 */
export const listServices = (db: Db): Promise<Service[]> => db.rows(ALL);
