import {
  cursorPage,
  sourceOf,
  type CursorPage,
  type CursorWanted,
  type RequestStage,
  type StorySource,
} from '#orders/index.ts';
import type { RefillStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type RefillStep = {
  stage: RequestStage;
  source: StorySource;
  note: string | null;
  at: Date;
};

/** A refill as its customer sees it. */
export type OwnRefill = {
  id: number;
  orderId: number;
  status: RefillStatus;
  service: string;
  platform: string;
  link: string;
  requestedAt: Date;
  endedAt: Date | null;
  /** Its story, in the order in which it happened. */
  steps: RefillStep[];
};

type Row = Omit<OwnRefill, 'steps'> & {
  steps: { stage: RequestStage; source: string; note: string | null; at: string }[] | null;
};

const list = (name: string, order: 'asc' | 'desc') =>
  reading<Row>(
    name,
    `select r.id, r.order_id as "orderId", r.status, s.name as service, o.link,
       (select c.platform from categories c where c.id = s.category_id) as platform,
       r.requested_at as "requestedAt", r.finished_at as "endedAt",
       (select json_agg(json_build_object('stage', e.stage, 'source', e.source, 'note', e.note,
          'at', e.at) order by e.id)
        from request_events e where e.order_id = r.order_id and e.refill_id = r.id) as steps
     from (
       select id from refills
       where (account_id, id) > ($1, $2) and (account_id, id) < ($1, $3)
       order by account_id ${order}, id ${order} limit $4
     ) p
     join refills r using (id)
     join orders o on o.id = r.order_id
     join services s on s.id = o.service_id
     order by r.id desc`,
  );

const LIST = { down: list('refills-own-down', 'desc'), up: list('refills-own-up', 'asc') };

/** Refills of an account, the newest first, each with its story. */
export async function listOwnRefills(
  db: Db,
  accountId: number,
  wanted: CursorWanted,
): Promise<CursorPage<OwnRefill>> {
  const page = await cursorPage(wanted, (way, bounds) =>
    db.rows(LIST[way], [accountId, ...bounds, wanted.size + 1]),
  );
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, steps: (row.steps ?? []).map(told) })),
  };
}

/** What a person of the shop wrote is the customer's to read; what a provider wrote is not. */
const told = ({ stage, source, note, at }: NonNullable<Row['steps']>[number]): RefillStep => ({
  stage,
  source: sourceOf(source),
  note: source.startsWith('operator:') ? note : null,
  at: new Date(at),
});
