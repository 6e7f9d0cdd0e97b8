import { AppError } from '#lib/errors.ts';
import type { Fields } from '#lib/params/fields.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { templateFields } from './template.ts';

export type NewTemplate = { accountId: number; serviceId: number; name: string; fields: Fields };

const LONGEST_NAME = 60; // order_templates_name_is_short
const MOST_TEMPLATES = 200; // all of them are listed on one page
const LARGEST = 100_000; // characters; some thousand comments

const STATE = reading<{ templates: number; known: boolean }>(
  'order-templates-count',
  `select (select count(*)::int from order_templates where account_id = $1 and name <> $3)
       as templates,
     exists (select from services where id = $2) as known`,
);

/**
 * Keeps the fields of an order under a name; a template of that name becomes this one. Answers its
 * number. Refuses `invalid_parameter` (`template`: 1 to 60 characters; too much text),
 * `service_not_found` and `conflict` beyond 200 templates.
 */
export async function saveTemplate(tx: Tx, template: NewTemplate): Promise<number> {
  const { accountId, serviceId } = template;
  const name = template.name.trim().replaceAll(/\s+/g, ' ');
  const fields = JSON.stringify(templateFields(template.fields));
  const isFine = name.length >= 1 && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
  if (!isFine || !name.isWellFormed() || fields.length > LARGEST) {
    throw new AppError('invalid_parameter', `a name of 1 to ${LONGEST_NAME} characters`, {
      parameter: 'template',
    });
  }
  const [state] = await tx.rows(STATE, [accountId, serviceId, name]);
  if (!state?.known) throw new AppError('service_not_found', 'Service not found');
  if (state.templates >= MOST_TEMPLATES) {
    throw new AppError('conflict', `at most ${MOST_TEMPLATES} templates`);
  }
  const { id } = await tx
    .insertInto('order_templates')
    .values({ account_id: accountId, service_id: serviceId, name, fields })
    .onConflict((one) =>
      one.columns(['account_id', 'name']).doUpdateSet({ service_id: serviceId, fields }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
