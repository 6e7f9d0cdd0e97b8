import { isAppError } from '#lib/errors.ts';
import { momentIn } from '#lib/zoned-time.ts';
import {
  addEndpoint,
  changeEvents,
  enableEndpoint,
  endpointText,
  removeEndpoint,
  replayDeliveries,
  resendDelivery,
  rotateSecret,
  testEndpoint,
} from '#webhooks/index.ts';
import { fieldOf } from '../account-form.ts';
import { provedLately } from '../signed-in.ts';
import type { Intents, Sent } from './act.ts';
import { deliveryIdOf, idOf } from './found.ts';

const PAGE = '/dashboard/webhooks';
const HOUR_MS = 3_600_000;

type Added = {
  secret: string | null;
  id: string | null;
  fault: string | null;
  typed: Typed | null;
};
type Typed = { url: string; events: string[] };

const typedOf = (form: FormData): Typed => ({
  url: fieldOf(form, 'url').trim(),
  events: form.getAll('events').map(String),
});

const added = (more: Partial<Added>): Added => ({
  ...{ secret: null, id: null, fault: null, typed: null },
  ...more,
});

/** Adds a webhook, for who has just shown who they are: its secret is shown this once. */
export const HOOKS_INTENTS = {
  add: async ({ page, form }) => {
    const { accountId } = provedLately(page);
    const typed = typedOf(form);
    try {
      const made = await addEndpoint(page.app, { accountId, keyId: null, ...typed });
      const show = added({ secret: made.secret, id: endpointText(made.id) });
      return { show, status: 200 };
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return { show: added({ fault, typed }) };
    }
  },
} satisfies Intents;

/** The field that is wrong, or what else stands in the way. */
function faultOf(error: unknown): string | undefined {
  if (!isAppError(error)) return undefined;
  if (error.code === 'conflict') return error.parameter === 'url' ? 'twice' : 'tooMany';
  return error.code === 'invalid_parameter' ? error.parameter : undefined;
}

type Shown = { secret: string | null; fault: string | null };
type Answer = { to: string } | { show: Shown; status?: 200 };

const refOf = ({ visitor, params }: Sent) => ({
  endpointId: idOf(params['id'], 'wh_'),
  accountId: visitor.accountId,
});

const nowOf = ({ page }: Sent) => new Date(page.app.clock.now());

const back = ({ params }: Sent, done: string): { to: string } => ({
  to: `${PAGE}/${params['id']}?done=${done}`,
});

/** What can be done with a webhook of the account, whichever key added it. */
export const HOOK_INTENTS = {
  test: async (sent) => {
    await sent.page.app.transact((tx) => testEndpoint(tx, refOf(sent), nowOf(sent)));
    return back(sent, 'tested');
  },
  enable: async (sent) => {
    await sent.page.app.transact((tx) => enableEndpoint(tx, refOf(sent), nowOf(sent)));
    return back(sent, 'enabled');
  },
  remove: async (sent) => {
    await sent.page.app.transact((tx) => removeEndpoint(tx, refOf(sent), nowOf(sent)));
    return { to: `${PAGE}?done=removed` };
  },
  events: async (sent): Promise<Answer> => {
    const { events } = typedOf(sent.form);
    return orFault(async () => {
      await sent.page.app.transact((tx) => changeEvents(tx, refOf(sent), events));
      return back(sent, 'events');
    });
  },
  rotate: async (sent): Promise<Answer> => {
    provedLately(sent.page);
    const overlapMs = Number(fieldOf(sent.form, 'overlap')) * HOUR_MS;
    return orFault(async () => {
      const { secret } = await rotateSecret(sent.page.app, { ...refOf(sent), overlapMs });
      return { show: { secret, fault: null }, status: 200 };
    });
  },
  replay: async (sent): Promise<Answer> => {
    const { form, visitor, page } = sent;
    const from = momentIn(visitor.timeZone, fieldOf(form, 'from'));
    const until = momentIn(visitor.timeZone, fieldOf(form, 'until')) ?? nowOf(sent);
    if (!from || until <= from) return { show: { secret: null, fault: 'range' } };
    const wanted = { ...refOf(sent), from, until, onlyMissed: fieldOf(form, 'missed') !== '' };
    return orFault(async () => {
      const count = await page.app.transact((tx) => replayDeliveries(tx, wanted, nowOf(sent)));
      return { to: `${back(sent, 'replayed').to}&count=${count}` };
    });
  },
} satisfies Intents;

async function orFault(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const fault = isAppError(error) && error.code === 'conflict' ? 'disabled' : faultOf(error);
    if (fault === undefined) throw error;
    return { show: { secret: null, fault } };
  }
}

/** Sends one message again, as it was. */
export const DELIVERY_INTENTS = {
  resend: async (sent): Promise<{ to: string } | { show: { fault: 'underway' } }> => {
    const { page, visitor, params } = sent;
    const id = deliveryIdOf(params['delivery']);
    try {
      await page.app.transact((tx) => resendDelivery(tx, id, nowOf(sent), visitor.accountId));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error;
      return { show: { fault: 'underway' } };
    }
    return { to: `${PAGE}/${params['id']}/${id}?done=resent` };
  },
} satisfies Intents;
