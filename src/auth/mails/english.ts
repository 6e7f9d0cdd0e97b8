import type { Language } from './words.ts';

const IGNORE = 'If you did not ask for this, do nothing: without the link nothing happens.';
const ALARM = 'If this was not you, set a new password at once: {reset}';

export const ENGLISH: Language = {
  verify: {
    subject: 'Confirm your e-mail address',
    lines: ['Confirm {email} to use your account at {shop}. The link works for one day, once.'],
    button: 'Confirm the address',
    small: ['If you did not open an account, do nothing: without the link nobody can sign in.'],
  },
  'sign-up-again': {
    subject: 'You already have an account',
    lines: [
      'Somebody, probably you, tried to open an account at {shop} with {email}. There is one already, and nothing has changed.',
      'Sign in with your password, or set a new one: {reset}',
    ],
    button: 'Sign in',
  },
  reset: {
    subject: 'Set a new password',
    lines: [
      'Set a new password for {email} at {shop}. The link works for one hour, once. Your second step, if you have one, stays as it is.',
    ],
    button: 'Set a new password',
    small: [IGNORE],
  },
  'password-changed': {
    subject: 'Your password was changed',
    lines: [
      'The password of {email} at {shop} was changed on {at}. Every other device has been signed out.',
    ],
    small: [ALARM],
  },
  'email-change': {
    subject: 'Confirm your new e-mail address',
    lines: [
      'Confirm {email} as the new address of your account at {shop}. The link works for one hour, once. Until then the old one stays.',
    ],
    button: 'Confirm the address',
    small: [IGNORE],
  },
  'email-changed': {
    subject: 'Your e-mail address was changed',
    lines: ['Your account at {shop} now signs in with {email}. This address is no longer used.'],
    small: ['If this was not you, write to the shop at once: {contact}'],
  },
  'second-factor-on': {
    subject: 'Sign-in now asks for a code',
    lines: [
      'Since {at} your account at {shop} asks for a code from your authenticator app. Keep the recovery codes where you find them without your phone.',
    ],
    small: [ALARM],
  },
  'second-factor-off': {
    subject: 'Sign-in no longer asks for a code',
    lines: ['On {at} the authenticator app was taken off your account at {shop}.'],
    small: [ALARM],
  },
  'recovery-codes-new': {
    subject: 'New recovery codes',
    lines: [
      'On {at} new recovery codes were made for your account at {shop}. The old ones no longer work.',
    ],
    small: [ALARM],
  },
  'recovery-code-used': {
    subject: 'A recovery code was used',
    lines: [
      'On {at} somebody signed in to your account at {shop} with a recovery code. Codes left: {count}.',
    ],
    small: [ALARM],
  },
  'passkey-added': {
    subject: 'A passkey was added',
    lines: [
      'On {at} the passkey “{name}” was added to your account at {shop}. It signs in without a password.',
    ],
    small: [ALARM],
  },
  'passkey-removed': {
    subject: 'A passkey was removed',
    lines: ['On {at} the passkey “{name}” was removed from your account at {shop}.'],
    small: [ALARM],
  },
  'new-sign-in': {
    subject: 'Signed in on a new device',
    lines: [
      'Somebody signed in to your account at {shop} on {at} from a device it had not seen: {client}, {address}.',
    ],
    small: [ALARM],
  },
  'key-created': {
    subject: 'A new API key',
    lines: [
      'On {at} the API key “{name}” was made in your account at {shop}. It can spend your balance.',
    ],
    small: [ALARM],
  },
  'key-rotated': {
    subject: 'An API key was replaced',
    lines: ['On {at} the API key “{name}” of your account at {shop} was replaced by a new one.'],
    small: [ALARM],
  },
  'key-changed': {
    subject: 'An API key was changed',
    lines: ['On {at} the settings of the API key “{name}” of your account at {shop} were changed.'],
    small: [ALARM],
  },
  'key-revoked': {
    subject: 'An API key was revoked',
    lines: ['On {at} the API key “{name}” of your account at {shop} was revoked.'],
    small: [ALARM],
  },
  'account-closed': {
    subject: 'Your account is closed',
    lines: [
      'The account {email} at {shop} was closed on {at}. Keys, webhooks and sign-ins ended at once. What the wallet held is paid back by the shop.',
      'For 30 days it can be taken back: write to {contact}. After that your name, address and messages are erased; orders and transfers stay in the books under a number.',
    ],
    small: [ALARM],
  },
};
