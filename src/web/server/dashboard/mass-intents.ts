import { randomUUID } from 'node:crypto';
import {
  BATCH_ID,
  placeBatch,
  saveBatch,
  type Confirmed,
  type Unreadable,
} from '#baskets/index.ts';
import { parseMoney, type Money } from '#lib/money.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents, Outcome } from './act.ts';

export type MassShown = { unreadable: Unreadable; text: string; id: string; repeats: boolean };
export type BatchShown = { refused: Exclude<Confirmed['kind'], 'confirmed'> };

type Answer<Shown> = { to: string } | { show: Shown };

export const MASS_INTENTS = {
  async preview({ page, visitor, form }): Promise<Answer<MassShown>> {
    const { accountId } = visitor;
    const sent = fieldOf(form, 'id');
    const id = BATCH_ID.test(sent) ? sent : randomUUID();
    const source = await sourceOf(form);
    const repeats = form.has('repeats');
    const unreadable = await saveBatch(page.app, { accountId, id, source, repeats });
    if (!unreadable) return { to: `/dashboard/mass/${id}` };
    const text = unreadable.why === 'too_long' ? '' : source;
    return { show: { unreadable, text, id, repeats } };
  },
} satisfies Intents;

export const MASS_BATCH_INTENTS = {
  async place({ page, visitor, form, params }): Promise<Answer<BatchShown>> {
    const id = params['id'] ?? '';
    const { kind } = await placeBatch(page.app, {
      ...{ accountId: visitor.accountId, id, total: totalOf(form), whole: form.has('whole') },
    });
    return kind === 'confirmed' ? { to: `/dashboard/mass/${id}` } : { show: { refused: kind } };
  },
} satisfies Record<string, (sent: Parameters<Intents[string]>[0]) => Promise<Outcome>>;

/** A file that was chosen goes before the field, which may still hold what was pasted before. */
async function sourceOf(form: FormData): Promise<string> {
  const file = form.get('file');
  if (!(file instanceof Blob) || file.size === 0) return fieldOf(form, 'lines');
  const bytes = await file.arrayBuffer();
  // What is not UTF-8 gets signs of its own, which no link has.
  return new TextDecoder().decode(bytes);
}

/** What the page has shown; anything else agrees to nothing. */
function totalOf(form: FormData): Money {
  try {
    return parseMoney(fieldOf(form, 'total'));
  } catch {
    return -1n as Money;
  }
}
