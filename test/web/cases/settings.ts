import { enter, openBrowser } from '#test/support/sign-in-desk.ts';
import { PASSWORD } from '#test/support/sign-in-desk.ts';
import type { Case } from './case.ts';

/** A form that names nothing: whatever it does is done to whoever sends it. */
const own = (intent: string, meets: number, form: Record<string, string> = {}): Case => ({
  route: '/dashboard/settings',
  intent,
  meets,
  attempt: () => Promise.resolve({ path: '/dashboard/settings', form }),
});

const PROFILE = { name: 'A stranger', locale: 'en', timeZone: 'UTC' };

export const SETTINGS_CASES: readonly Case[] = [
  own('profile', 303, PROFILE),
  {
    route: '/dashboard/settings',
    intent: 'email',
    meets: 303,
    // An address that somebody else has is answered like any other.
    attempt: (_desk, { email }) =>
      Promise.resolve({ path: '/dashboard/settings', form: { email }, secrets: [] }),
  },
  own('password', 303, { present: PASSWORD, password: 'another-Ledger-28' }),
  own('totp-start', 303),
  own('totp-confirm', 422, { code: '000000' }),
  own('totp-stop', 303),
  own('recovery-renew', 303),
  own('passkey-add', 422, { name: 'A key', response: '{}' }),
  {
    route: '/dashboard/settings',
    intent: 'passkey-remove',
    meets: 303,
    async attempt({ app }, { userId }) {
      const row = { name: 'A key', public_key: '', counter: 0, device_type: 'singleDevice' };
      const { id } = await app.transact((tx) =>
        tx
          .insertInto('passkeys')
          .values({ ...row, user_id: userId, credential_id: `of ${userId}`, backed_up: false })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      return { path: '/dashboard/settings', form: { id } };
    },
  },
  {
    route: '/dashboard/settings',
    intent: 'session-end',
    meets: 303,
    async attempt({ app, url }, owner) {
      const { visitor } = await enter(app, owner, openBrowser(), { url, name: 'A shop' });
      return { path: '/dashboard/settings', form: { id: visitor.sessionId } };
    },
  },
  own('limits', 303, { daily: '5', monthly: '' }),
  {
    route: '/dashboard/settings',
    intent: 'close',
    meets: 422,
    // The owner's address closes nobody else's account.
    attempt: (_desk, { email }) =>
      Promise.resolve({ path: '/dashboard/settings', form: { email } }),
  },
  own('sessions-end', 303),
];
