import { randomUUID } from 'node:crypto';
import { listLinks, markService, saveLink, saveTemplate } from '#baskets/index.ts';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import { addService } from '#test/support/shop.ts';
import type { Case } from './case.ts';

const PAGE = '/dashboard/new';
const SAVED = '/dashboard/new/saved';
const OWNERS = 'https://example.com/of-the-owner';
const FORM = { link: 'https://example.com/post', quantity: '1000' };

/** The owner has money, an order, a template, a link and marks; the stranger has none of it. */
async function kept({ app }: Dashboard, { accountId, visit }: Customer) {
  const service: Service = await addService(app);
  await reloadCatalog(app);
  const request = randomUUID();
  const actor = { kind: 'system', name: 'test' } as const;
  await app.transact((tx) =>
    creditWallet(tx, { accountId, amount: parseMoney('10'), reason: 'test', actor }),
  );
  const form = { ...FORM, service: String(service.id), request };
  await visit.post(PAGE, { ...form, link: OWNERS, intent: 'place' });
  const mark = { accountId, serviceId: service.id, now: new Date() };
  const template = await app.transact(async (tx) => {
    await saveLink(tx, { accountId, link: OWNERS, name: 'Owner’s own' });
    await markService(tx, { ...mark, favourite: true });
    await markService(tx, { ...mark, note: 'Note of the owner' });
    const fields = new Map(Object.entries({ ...FORM, link: OWNERS }));
    return saveTemplate(tx, { accountId, serviceId: service.id, name: 'Owner’s weekly', fields });
  });
  const [link] = await listLinks(app.db, accountId);
  const { id: orderId } = await app.db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { form, template, link: link?.id ?? 0, orderId };
}

const SECRETS = [OWNERS, 'Owner’s own', 'Note of the owner', 'Owner’s weekly'];

type Kept = Awaited<ReturnType<typeof kept>>;

const attempt =
  (path: string, fields: (kept: Kept) => Record<string, string>): Case['attempt'] =>
  async (desk, owner) => ({
    path,
    form: fields(await kept(desk, owner)),
    secrets: [...SECRETS, owner.email],
  });

/** Forms that name a service and whoever sends them: what they do is done for the sender. */
const own = (intent: string, meets: number, more: Record<string, string> = {}): Case => ({
  route: PAGE,
  intent,
  meets,
  attempt: attempt(PAGE, ({ form }) => ({ ...form, ...more })),
});

const atSaved = (
  intent: string,
  fields: (kept: Kept) => Record<string, string>,
  meets?: number,
): Case => ({
  route: SAVED,
  intent,
  ...(meets === undefined ? {} : { meets }),
  attempt: attempt(SAVED, fields),
});

const id = (value: number): Record<string, string> => ({ id: String(value) });

export const NEW_ORDER_CASES: readonly Case[] = [
  own('price', 422), // the stranger has no money
  own('place', 422),
  own('save-template', 200, { template: 'Owner’s plan' }),
  own('save-link', 200),
  own('favourite', 303),
  own('unfavourite', 303),
  own('hide', 303),
  own('unhide', 303),
  own('note', 303, { note: 'of a stranger' }),
  {
    route: '/dashboard/new/price',
    intent: 'price',
    meets: 200,
    attempt: attempt('/dashboard/new/price', ({ form }) => form),
  },
  atSaved('remove-template', ({ template }) => id(template)),
  atSaved('remove-link', ({ link }) => id(link)),
  atSaved('add-link', () => ({ link: 'https://example.com/other', name: '' }), 303),
  atSaved('unhide', ({ form }) => form, 303),
  atSaved('unfavourite', ({ form }) => form, 303),
];
