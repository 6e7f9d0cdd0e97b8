import {
  addPasskey,
  changePassword,
  confirmTotp,
  noSessionCookie,
  removePasskey,
  renewRecoveryCodes,
  requestEmailChange,
  revokeOtherSessions,
  revokeSession,
  startTotp,
  stopTotp,
  updateProfile,
} from '#auth/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { parseMoney, type Money } from '#lib/money.ts';
import { setSpendLimits } from '#orders/index.ts';
import { closeAccount } from '#privacy/index.ts';
import { clientOf, faultOf, fieldOf, jsonFieldOf, passwordFault, waitOf } from '../account-form.ts';
import type { Page, Visitor } from '../context.ts';
import { provedLately, signedIn } from '../signed-in.ts';
import type { Sent } from './act.ts';

/** What a form of the settings came to. */
type SettingsAnswer =
  | { done: string; section: string; cookies?: string[] }
  | { codes: string[] }
  | { gone: string; cookies: string[] }
  | { wrong: Fault; section: string };

export type Fault =
  | { field: string; why?: 'short' | 'long' | 'guessable' }
  | { wait: { minutes: number } | { seconds: number } | { spent: true } };

type Handler = (sent: Sent) => Promise<SettingsAnswer>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  async profile({ page, form }) {
    const [name, locale, timeZone] = [
      fieldOf(form, 'name'),
      fieldOf(form, 'locale'),
      fieldOf(form, 'timeZone'),
    ];
    return refusing('profile', async () => {
      const visitor = signedIn(page);
      await page.app.transact((tx) => updateProfile(tx, visitor, { name, locale, timeZone }));
      return { done: 'profile', section: 'profile' };
    });
  },
  async email({ page, form }) {
    const visitor = provedLately(page);
    return refusing('email', async () => {
      await requestEmailChange(page.app, page.site, visitor, fieldOf(form, 'email'));
      return { done: 'link', section: 'email' };
    });
  },
  password: ({ page, request, form }) => newPassword(page, request, form, signedIn(page)),
  async 'totp-start'({ page }) {
    await startTotp(page.app, provedLately(page));
    return { done: 'begun', section: 'second' };
  },
  async 'totp-confirm'({ page, form }) {
    const { app, site } = page;
    const codes = await confirmTotp(app, site, provedLately(page), fieldOf(form, 'code'));
    return codes ? { codes } : { wrong: { field: 'code' }, section: 'second' };
  },
  async 'totp-stop'({ page }) {
    await stopTotp(page.app, page.site, provedLately(page));
    return { done: 'off', section: 'second' };
  },
  async 'recovery-renew'({ page }) {
    return { codes: await renewRecoveryCodes(page.app, page.site, provedLately(page)) };
  },
  async 'passkey-add'({ page, request, form }) {
    const visitor = provedLately(page);
    return refusing('passkeys', async () => {
      const given = { name: fieldOf(form, 'name'), response: jsonFieldOf(form, 'response') };
      await addPasskey(page.app, page.site, clientOf(page, request), visitor, given);
      return { done: 'passkey', section: 'passkeys' };
    });
  },
  async 'passkey-remove'({ page, form }) {
    await unlessGone(removePasskey(page.app, page.site, provedLately(page), fieldOf(form, 'id')));
    return { done: 'no-passkey', section: 'passkeys' };
  },
  async 'session-end'({ page, form }) {
    await unlessGone(revokeSession(page.app, signedIn(page), fieldOf(form, 'id')));
    return { done: 'session', section: 'sessions' };
  },
  async limits({ page, form }) {
    const visitor = provedLately(page);
    return refusing('limits', async () => {
      const limits = { daily: limitOf(form, 'daily'), monthly: limitOf(form, 'monthly') };
      const now = new Date(page.app.clock.now());
      await page.app.transact((tx) => setSpendLimits(tx, visitor.accountId, limits, now));
      return { done: 'limits', section: 'limits' };
    });
  },
  async close({ page, form }) {
    const visitor = provedLately(page);
    if (fieldOf(form, 'email').trim().toLowerCase() !== visitor.email.toLowerCase()) {
      return { wrong: { field: 'email' }, section: 'close' };
    }
    await closeAccount(page.app, visitor, page.ip);
    return { gone: '/sign-in?notice=closed', cookies: [noSessionCookie(page.site)] };
  },
  async 'sessions-end'({ page }) {
    await revokeOtherSessions(page.app, signedIn(page));
    return { done: 'sessions', section: 'sessions' };
  },
};

/** An empty field is no limit; what is no amount is refused by the field's name. */
function limitOf(form: FormData, name: string): Money | null {
  const text = fieldOf(form, name).trim();
  if (text === '') return null;
  try {
    return parseMoney(text);
  } catch (cause) {
    throw new AppError('invalid_parameter', 'an amount such as 50', { parameter: name, cause });
  }
}

async function newPassword(
  page: Page,
  request: Request,
  form: FormData,
  visitor: Visitor,
): Promise<SettingsAnswer> {
  const section = 'password';
  const given = { present: fieldOf(form, 'present'), password: fieldOf(form, 'password') };
  try {
    const client = clientOf(page, request);
    const outcome = await changePassword(page.app, page.site, client, visitor, given);
    if (outcome.kind === 'changed') return { done: 'password', section, cookies: outcome.cookies };
    if (outcome.kind === 'refused') return { wrong: { field: 'present' }, section };
    const { spent, retryAt } = outcome;
    const wait = spent ? ({ spent: true } as const) : waitOf(retryAt, page.app.clock.now());
    return { wrong: { wait }, section };
  } catch (error) {
    if (faultOf(error) === 'busy') return { wrong: { wait: { seconds: 5 } }, section };
    return { wrong: { field: 'password', why: passwordFault(given.password) }, section };
  }
}

async function refusing(
  section: string,
  work: () => Promise<SettingsAnswer>,
): Promise<SettingsAnswer> {
  try {
    return await work();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === 'busy') return { wrong: { wait: { seconds: 60 } }, section };
    return { wrong: fault, section };
  }
}

/** It is gone already, which is what was asked for. */
async function unlessGone(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isAppError(error) || error.code !== 'not_found') throw error;
  });
}

/** Does what a form of the settings asks for, and goes back to its section. */
async function settle(name: string, handler: Handler, sent: Sent) {
  const answer = await onlyIfNew(name, handler(sent));
  if ('gone' in answer) return { to: answer.gone, cookies: answer.cookies };
  if ('codes' in answer) {
    return { show: { ...answer, wrong: null, section: 'second' }, status: 200 as const };
  }
  if ('wrong' in answer) return { show: { codes: null, ...answer } };
  const to = `/dashboard/settings?done=${answer.done}#${answer.section}`;
  return { to, cookies: answer.cookies ?? [] };
}

const SECTIONS: Readonly<Record<string, string>> = {
  'passkey-add': 'passkeys',
  'passkey-remove': 'passkeys',
  close: 'close',
};

/** What another window changed in the meantime is no fault: the page shows how it is by now. */
async function onlyIfNew(name: string, work: Promise<SettingsAnswer>): Promise<SettingsAnswer> {
  try {
    return await work;
  } catch (error) {
    const isOld = isAppError(error) && (error.code === 'not_found' || error.code === 'conflict');
    if (!isOld) throw error;
    return { done: 'meanwhile', section: SECTIONS[name] ?? 'second' };
  }
}

type Settled = Awaited<ReturnType<typeof settle>>;

export const SETTINGS_INTENTS: Readonly<Record<string, (sent: Sent) => Promise<Settled>>> =
  Object.fromEntries(
    Object.entries(HANDLERS).map(([name, handler]) => [
      name,
      (sent: Sent) => settle(name, handler, sent),
    ]),
  );
