import { isAppError } from '#lib/errors.ts';
import { cancelOrder, pauseDripFeed, resumeDripFeed } from '#orders/index.ts';
import { requestRefill } from '#refills/index.ts';
import { fieldOf } from '../account-form.ts';
import type { Intent, Intents, Outcome, Sent } from './act.ts';
import { idOf } from './found.ts';

type Act = (sent: Sent, orderId: number) => Promise<unknown>;

const refill: Act = ({ page, visitor }, orderId) =>
  requestRefill(page.app, visitor.accountId, orderId);
const cancel: Act = ({ page, visitor }, orderId) =>
  cancelOrder(page.app, visitor.accountId, orderId);
const pause: Act = ({ page, visitor: { accountId } }, orderId) =>
  pauseDripFeed(page.app, { orderId, accountId, actor: { kind: 'customer', accountId } });
const resume: Act = ({ page, visitor: { accountId } }, orderId) =>
  resumeDripFeed(page.app, { orderId, accountId, actor: { kind: 'customer', accountId } });

/** What changed since the page was shown is told by the page as it is now. */
async function unlessTooLate(work: Promise<unknown>, path: string, done: string): Promise<Outcome> {
  try {
    await work;
  } catch (error) {
    const isLate = isAppError(error) && REFUSED.has(error.code);
    if (!isLate) throw error;
    return { to: `${path}?done=late` };
  }
  return { to: `${path}?done=${done}` };
}

const REFUSED: ReadonlySet<string> = new Set(['refill_refused', 'cancel_refused', 'conflict']);

const onItsPage =
  (act: Act, done: string): Intent =>
  (sent) => {
    const id = idOf(sent.params['id'], 'ord_');
    return unlessTooLate(act(sent, id), `/dashboard/orders/${id}`, done);
  };

const inList =
  (list: string, act: Act, done: string): Intent =>
  (sent) =>
    unlessTooLate(act(sent, idOf(fieldOf(sent.form, 'id'))), list, done);

export const ORDER_INTENTS = {
  refill: onItsPage(refill, 'refill'),
  cancel: onItsPage(cancel, 'cancel'),
  pause: onItsPage(pause, 'paused'),
  resume: onItsPage(resume, 'resumed'),
} satisfies Intents;

const FEEDS = '/dashboard/drip-feeds';

export const DRIP_FEED_INTENTS = {
  pause: inList(FEEDS, pause, 'paused'),
  resume: inList(FEEDS, resume, 'resumed'),
  stop: inList(FEEDS, cancel, 'stopped'),
} satisfies Intents;

export const SUBSCRIPTION_INTENTS = {
  stop: inList('/dashboard/subscriptions', cancel, 'stopped'),
} satisfies Intents;
