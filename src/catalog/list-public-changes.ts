import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { ChangedFields, ServiceChangeKind } from './service-change.ts';

/** What a customer calls it: why a service is held is the shop's business. */
const STORED = {
  rate_down: ['rate_down'],
  rate_up: ['rate_up'],
  new: ['new'],
  paused: ['paused', 'held', 'vanished'],
  resumed: ['resumed', 'released'],
  limits: ['limits'],
  details: ['details'],
} as const satisfies Record<string, readonly ServiceChangeKind[]>;

export type PublicChangeKind = keyof typeof STORED;
export const PUBLIC_CHANGE_KINDS = Object.keys(STORED) as PublicChangeKind[];

/** A change as anybody may read it: neither its reason nor its source. */
export type PublicChange = {
  id: bigint;
  at: Date;
  kind: PublicChangeKind;
  serviceId: number;
  /** As the service is called now. */
  name: string;
  platform: string;
  before: ChangedFields | null;
  after: ChangedFields | null;
  /** It can be ordered now. */
  onSale: boolean;
};

export type PublicChangesWanted = {
  kind?: PublicChangeKind;
  platform?: string;
  serviceId?: number;
  /** Older than this one: the next page. */
  beforeId?: bigint;
  limit: number;
};

type Row = Omit<PublicChange, 'kind'> & { kind: ServiceChangeKind };

const LIST = reading<Row>(
  'catalog.public-changes',
  `select c.id, c.at, c.kind, c.service_id as "serviceId", s.name, g.platform, c.before, c.after,
     s.active and s.held_reason is null as "onSale"
   from service_changes c
   join services s on s.id = c.service_id
   join categories g on g.id = s.category_id
   where ($1::text[] is null or c.kind::text = any ($1)) and ($2::text is null or g.platform = $2)
     and ($3::int is null or c.service_id = $3) and ($4::bigint is null or c.id < $4)
   order by c.id desc limit $5`,
);

/** What became of services, the newest first, as customers are told. */
export async function listPublicChanges(
  db: Db,
  wanted: PublicChangesWanted,
): Promise<PublicChange[]> {
  const { kind, platform = null, serviceId = null, beforeId = null, limit } = wanted;
  const kinds = kind === undefined ? null : [...STORED[kind]];
  const rows = await db.rows(LIST, [kinds, platform, serviceId, beforeId, limit]);
  return rows.map((row) => ({ ...row, kind: publicKind(row.kind) }));
}

const publicKind = (kind: ServiceChangeKind): PublicChangeKind =>
  PUBLIC_CHANGE_KINDS.find((one) => (STORED[one] as readonly ServiceChangeKind[]).includes(kind)) ??
  'details';
