import { markService, removeLink, removeTemplate, saveLink } from '#baskets/index.ts';
import { isAppError } from '#lib/errors.ts';
import { parseId } from '#lib/params/ids.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents, Sent } from './act.ts';
import { idOf } from './found.ts';

const HERE = '/dashboard/new/saved';

/** What is kept for orders to come: thrown away, or shown again. */
export const SAVED_INTENTS = {
  async 'remove-template'({ page, visitor, form }) {
    const template = { accountId: visitor.accountId, id: idOf(fieldOf(form, 'id')) };
    await page.app.transact((tx) => removeTemplate(tx, template));
    return { to: `${HERE}?done=template` };
  },
  async 'remove-link'({ page, visitor, form }) {
    const link = { accountId: visitor.accountId, id: idOf(fieldOf(form, 'id')) };
    await page.app.transact((tx) => removeLink(tx, link));
    return { to: `${HERE}?done=link` };
  },
  async 'add-link'({ page, visitor, form }) {
    const [link, name] = [fieldOf(form, 'link'), fieldOf(form, 'name')];
    try {
      await page.app.transact((tx) => saveLink(tx, { accountId: visitor.accountId, link, name }));
      return { to: `${HERE}?done=saved` };
    } catch (error) {
      const fault = isAppError(error) ? FAULTS[error.code] : undefined;
      if (!fault) throw error;
      return { show: { link, name, fault } };
    }
  },
  unhide: async (sent) => {
    await mark(sent, { hidden: false });
    return { to: `${HERE}?done=unhidden` };
  },
  unfavourite: async (sent) => {
    await mark(sent, { favourite: false });
    return { to: `${HERE}?done=unfavourite` };
  },
} satisfies Intents;

const FAULTS: Partial<Record<string, 'link' | 'name' | 'full'>> = {
  invalid_link: 'link',
  invalid_parameter: 'name',
  conflict: 'full',
};

async function mark(
  { page, visitor, form }: Sent,
  change: { hidden: false } | { favourite: false },
): Promise<void> {
  const { accountId } = visitor;
  const serviceId = parseId(fieldOf(form, 'service'), '') ?? 0;
  const now = new Date(page.app.clock.now());
  await page.app.transact((tx) => markService(tx, { accountId, serviceId, now, ...change }));
}
