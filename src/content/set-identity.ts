import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { fieldOf, type Identity, type IdentityName } from './identity.ts';
import { LONGEST_VALUE } from './limits.ts';

export type IdentityChange = { values: Identity; by: string; now: Date };

/** Says who runs the shop; an empty value is taken back. Refuses `invalid_parameter`. */
export async function setIdentity(tx: Tx, { values, by, now }: IdentityChange): Promise<void> {
  for (const [name, given] of Object.entries(values) as [IdentityName, string][]) {
    const value = given.trim();
    if (value === '') {
      await tx.deleteFrom('operator_identity').where('field', '=', name).execute();
      continue;
    }
    checkValue(name, value);
    const theirs = { value, changed_at: now, changed_by: by };
    await tx
      .insertInto('operator_identity')
      .values({ field: name, ...theirs })
      .onConflict((conflict) => conflict.column('field').doUpdateSet(theirs))
      .execute();
  }
  await notify(tx, 'content', 'identity');
}

function checkValue(name: IdentityName, value: string): void {
  const { label, shape } = fieldOf(name);
  const refuse = (why: string) =>
    new AppError('invalid_parameter', `${label}: ${why}`, { parameter: name });
  if (value.length > LONGEST_VALUE) throw refuse(`at most ${LONGEST_VALUE} characters`);
  if (/[^\P{Cc}\n]/u.test(value)) throw refuse('use plain text');
  if (shape && !shape[0].test(value)) throw refuse(shape[1]);
}
