import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { findGateway, kindOf } from './configured-gateway.ts';
import type { SizeBonus } from './terms.ts';

/** What an operator may set of a gateway; amounts are nano-units, of the credit. */
export type GatewayChange = {
  label?: string;
  active?: boolean;
  feeBp?: number;
  feeFixed?: Money;
  minimum?: Money;
  maximum?: Money | null;
  bonuses?: readonly SizeBonus[];
  bonusDays?: number;
  position?: number;
  /** What its kind asks for; keys among it. All of it is replaced. */
  settings?: unknown;
};

export type NewGateway = GatewayChange & {
  name: string;
  kind: string;
  label: string;
  minimum: Money;
  settings: unknown;
};

/** Adds a gateway. Refuses `invalid_setting` (kind), `conflict` (name) and `invalid_parameter`. */
export async function addGateway(app: App, wanted: NewGateway): Promise<{ id: number }> {
  const { name, kind, label, minimum, bonuses } = wanted;
  const settings_sealed = sealed(app, kind, wanted.settings);
  return app
    .transact(async (tx) => {
      const row = { ...columnsOf(wanted), name, kind, label: label.trim(), minimum };
      const added = await tx
        .insertInto('gateways')
        .values({ ...row, settings_sealed, created_at: new Date(app.clock.now()) })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (bonuses) await setBonuses(tx, added.id, bonuses);
      return added;
    })
    .catch(refuse);
}

/**
 * Changes what is given. A paused gateway (`active: false`) is not offered any more; payments that
 * have begun are credited all the same. Refuses `not_found` and `invalid_parameter`.
 */
export async function setGateway(app: App, name: string, change: GatewayChange): Promise<void> {
  const { id, kind } = await findGateway(app.db, name);
  const { bonuses, settings } = change;
  const columns = {
    ...columnsOf(change),
    ...(settings !== undefined && { settings_sealed: sealed(app, kind, settings) }),
  };
  await app
    .transact(async (tx) => {
      if (Object.keys(columns).length > 0) {
        await tx.updateTable('gateways').set(columns).where('id', '=', id).execute();
      }
      if (bonuses) await setBonuses(tx, id, bonuses);
    })
    .catch(refuse);
}

function columnsOf(change: GatewayChange) {
  const all = {
    label: change.label?.trim(),
    active: change.active,
    fee_bp: change.feeBp,
    fee_fixed: change.feeFixed,
    minimum: change.minimum,
    maximum: change.maximum,
    bonus_days: change.bonusDays,
    position: change.position,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as Partial<typeof all>;
}

function sealed(app: App, kind: string, settings: unknown): Buffer {
  const read = kindOf(app, kind).settings.safeParse(settings);
  if (read.success) return app.vault.seal(JSON.stringify(read.data));
  const [issue] = read.error.issues;
  const where = issue?.path.join('.') || 'settings';
  throw new AppError('invalid_parameter', `${where}: ${issue?.message}`, { parameter: where });
}

async function setBonuses(tx: Tx, id: number, bonuses: readonly SizeBonus[]): Promise<void> {
  await tx.deleteFrom('gateway_bonuses').where('gateway_id', '=', id).execute();
  if (bonuses.length === 0) return;
  const rows = bonuses.map(({ from, bonusBp }) => ({
    gateway_id: id,
    from_amount: from,
    bonus_bp: bonusBp,
  }));
  await tx.insertInto('gateway_bonuses').values(rows).execute();
}

const ADVICE: Record<string, [parameter: string, advice: string]> = {
  gateways_name_is_a_word: ['name', 'use 1 to 30 small letters, digits and hyphens'],
  gateways_label_is_short: ['label', 'use a label of 1 to 60 characters'],
  gateways_fee_is_a_share: ['fee', 'use a fee of at most 100 percent'],
  gateways_fee_is_positive: ['fee', 'use a fee that is not below zero'],
  gateways_minimum_is_positive: ['minimum', 'use a minimum above zero'],
  gateways_limits_are_in_order: ['maximum', 'use a maximum that is not below the minimum'],
  gateways_bonus_days_are_sane: ['bonus_days', 'use 1 to 3650 days'],
  gateway_bonuses_bonus_is_a_share: ['bonus', 'use a bonus of at most 100 percent'],
  gateway_bonuses_from_is_positive: ['bonus', 'a bonus begins at a deposit above zero'],
  gateway_bonuses_pkey: ['bonus', 'name each size of deposit once'],
};

function refuse(error: unknown): never {
  const rule = violatedConstraint(error) ?? '';
  if (rule === 'gateways_name_key') {
    throw new AppError('conflict', 'there is a gateway of that name already');
  }
  const [parameter, advice] = ADVICE[rule] ?? [];
  if (parameter === undefined || advice === undefined) throw error;
  throw new AppError('invalid_parameter', advice, { parameter, cause: error });
}
