import {
  checkEmail,
  checkPassword,
  createAccount,
  hashPassword,
  setPassword,
} from '#accounts/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { findUser } from './find-user.ts';
import { mailUser } from './mails/mail-user.ts';
import { inEqualTime, takeForm } from './public-form.ts';
import { mayMail, sendVerifyLink } from './send-link.ts';
import type { Client, Site } from './visitor.ts';

export type SignUp = {
  email: string;
  password: string;
  name: string;
  locale: string;
  /** Of an account that is made, within its transaction; not asked for one that is there. */
  opened?(tx: Tx, accountId: number): Promise<void>;
};

const LONGEST_NAME = 100;

/**
 * Opens an account whose address is yet to be proved, and mails the link. Somebody who has one is
 * told by mail, and the caller learns nothing of it: answer, work and time are the same. Refuses
 * `invalid_parameter` (email, password, name) and `rate_limited`.
 */
export async function signUp(app: App, site: Site, client: Client, form: SignUp): Promise<void> {
  const email = checkEmail(form.email);
  const name = checkName(form.name);
  checkPassword(form.password, [email, name, site.name]);
  if (await takeForm(app, 'sign-up', client)) {
    throw new AppError('rate_limited', 'too many accounts from one address: try again in a minute');
  }
  const password = await hashPassword(form.password);
  const open = () =>
    inEqualTime(() =>
      app.transact((tx) => openAccount(tx, app, site, { ...form, email, name, password })),
    );
  try {
    await open();
  } catch (error) {
    // Somebody else opened it in the meantime: now there is one.
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    await open();
  }
}

/** A name in one line. Refuses `invalid_parameter`. */
export function checkName(text: string): string {
  const name = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (name.length <= LONGEST_NAME) return name;
  throw new AppError('invalid_parameter', `a name has at most ${LONGEST_NAME} characters`, {
    parameter: 'name',
  });
}

async function openAccount(tx: Tx, app: App, site: Site, form: SignUp): Promise<void> {
  const known = await findUser(tx, { email: form.email });
  if (!known) {
    const { id } = await createAccount(tx, form);
    await form.opened?.(tx, id);
    const made = await findUser(tx, { email: form.email });
    if (made) await sendVerifyLink(tx, app, site, made);
    return;
  }
  if (!known.verified) {
    // Nobody has proved the address, so nobody's password is there to keep.
    await setPassword(tx, known.accountId, form.password);
    return sendVerifyLink(tx, app, site, known);
  }
  if (!(await mayMail(tx, known.email, 'sign-up-again', new Date(app.clock.now())))) return;
  await mailUser(tx, app, site, known, 'sign-up-again', { path: '/sign-in' });
}
