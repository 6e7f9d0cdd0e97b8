import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { OnShelf } from './shelf.ts';

/** Finds a service by its name and chooses it, by keyboard alone. */
export async function chooseService(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Service/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Name, platform, category or number' }).waitFor();
  await page.keyboard.type(name);
  await page.locator('[role=option][data-highlighted]', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/service=\d+/);
  await page.getByRole('button', { name: `Service ${name}` }).waitFor();
}

export async function fillIn(page: Page, { fields, folded }: OnShelf): Promise<void> {
  const fold = folded === undefined ? undefined : page.locator('summary', { hasText: folded });
  if (fold) await fold.click();
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true });
    const isChoice = await field.evaluate((element) => element.tagName === 'SELECT');
    if (isChoice) await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

/** What the receipt says that the order costs, once the shop has worked it out. */
export const chargeShown = async (page: Page): Promise<string> => {
  const charge = lineOf(page, 'Charge');
  await charge.filter({ hasText: /\d/ }).waitFor();
  return charge.innerText();
};

/** Orders what the form has, and answers the number of the order whose page follows. */
export async function place(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL(/\/dashboard\/orders\/\d+\?done=placed/);
  await page.getByText('The order was placed.').waitFor();
  const id = Number(/orders\/(\d+)/.exec(page.url())?.[1]);
  await page.getByRole('heading', { level: 1, name: `Order ord_${id}`, exact: true }).waitFor();
  return id;
}

/** From the picker to the page of the order: its number, and what it costs. */
export async function order(page: Page, one: OnShelf): Promise<{ id: number; charge: string }> {
  await page.goto('/dashboard/new');
  await chooseService(page, one.name);
  await fillIn(page, one);
  const isCharged = one.row.type !== 'Subscriptions';
  const charge = isCharged ? await chargeShown(page) : '';
  const id = await place(page);
  if (isCharged) assert.equal(await lineOf(page, 'Charge').innerText(), charge);
  return { id, charge };
}

/** The value of a line of a receipt. */
export const lineOf = (page: Page, label: string) =>
  page
    .locator('main dl > div', { has: page.locator('dt').getByText(label, { exact: true }) })
    .locator('dd')
    .first();
