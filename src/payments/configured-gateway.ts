import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { GatewaysTable } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import type { Selectable } from 'kysely';
import { gatewayKinds } from './gateway-kinds.ts';
import type { Gateway, GatewayKind } from './gateway.ts';
import type { SizeBonus } from './terms.ts';

/** A gateway as the operator set it up. Amounts are nano-units of the shop's currency. */
export type ConfiguredGateway = {
  id: number;
  /** In addresses: `/gateways/<name>/events`. */
  name: string;
  kind: string;
  /** What customers read. */
  label: string;
  active: boolean;
  feeBp: number;
  feeFixed: Money;
  /** Of the credit. */
  minimum: Money;
  maximum: Money | null;
  bonuses: readonly SizeBonus[];
  bonusDays: number;
  position: number;
  settingsSealed: Buffer;
};

/** All of them, in the order in which customers see them. */
export async function readGateways(db: Db): Promise<ConfiguredGateway[]> {
  const rows = await db
    .selectFrom('gateways')
    .selectAll()
    .orderBy('position')
    .orderBy('id')
    .execute();
  const bonuses = await db
    .selectFrom('gateway_bonuses')
    .selectAll()
    .orderBy('from_amount')
    .execute();
  return rows.map((row) =>
    toConfigured(
      row,
      bonuses
        .filter((bonus) => bonus.gateway_id === row.id)
        .map((bonus) => ({ from: asMoney(bonus.from_amount), bonusBp: bonus.bonus_bp })),
    ),
  );
}

/** One by its name or number; `not_found`. */
export async function findGateway(db: Db, nameOrId: string | number): Promise<ConfiguredGateway> {
  const found = (await readGateways(db)).find(
    ({ id, name }) => nameOrId === name || nameOrId === id,
  );
  if (!found) throw new AppError('not_found', `there is no gateway ${nameOrId}`);
  return found;
}

const toConfigured = (
  row: Selectable<GatewaysTable>,
  bonuses: readonly SizeBonus[],
): ConfiguredGateway => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  label: row.label,
  active: row.active,
  feeBp: row.fee_bp,
  feeFixed: asMoney(row.fee_fixed),
  minimum: asMoney(row.minimum),
  maximum: row.maximum === null ? null : asMoney(row.maximum),
  bonuses,
  bonusDays: row.bonus_days,
  position: row.position,
  settingsSealed: row.settings_sealed,
});

/** Of the kind that a gateway was set up with; `invalid_setting` where the product lost it. */
export function kindOf(app: App, name: string): GatewayKind {
  const kind = gatewayKinds(app).get(name);
  if (kind) return kind;
  throw new AppError('invalid_setting', `there is no kind of gateway called ${name}`);
}

/** Opens a gateway with the settings that were sealed for it. */
export function openGateway(
  app: App,
  { kind, settingsSealed }: Pick<ConfiguredGateway, 'kind' | 'settingsSealed'>,
): Gateway {
  const { settings, open } = kindOf(app, kind);
  return open(settings.parse(JSON.parse(app.vault.open(settingsSealed))));
}
