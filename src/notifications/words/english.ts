import type { NewsWords } from './words.ts';

const orders = (what: string) => (facts: { times: number; things: string }) =>
  facts.times === 1
    ? `Order ${facts.things} ${what}`
    : `${facts.times} orders ${what.replace(/^was/, 'were').replace(/^is/, 'are')}: ${facts.things}`;

export const ENGLISH: NewsWords = {
  news: {
    'order.completed': orders('was completed'),
    'order.partial': orders('was delivered in part; the rest is refunded'),
    'order.canceled': orders('was canceled and refunded'),
    'order.failed': orders('was delivered by nobody and is refunded'),
    'order.paused': ({ things, of }) =>
      of('why') === 'funds' ? `Order ${things} waits for funds` : `Order ${things} is paused`,
    'refill.completed': ({ times, things }) =>
      times === 1 ? `Order ${things} was refilled` : `${times} orders were refilled: ${things}`,
    'refill.rejected': ({ times, things }) =>
      times === 1
        ? `The refill of order ${things} was refused`
        : `${times} refills were refused: ${things}`,
    'payment.credited': ({ of }) => `${of('amount')} was added to your balance`,
    'payment.refunded': ({ of }) => `${of('amount')} of a payment was paid back to you`,
    'payment.disputed': ({ of }) =>
      `${of('amount')} of a payment is disputed; what it brought is frozen`,
    'balance.low': ({ of }) => `Your balance is ${of('balance')}, below ${of('threshold')}`,
    'ticket.answered': ({ of }) => `Answer to “${of('about')}” (${of('reference')})`,
    'ticket.closed': ({ of }) => `Closed: “${of('about')}” (${of('reference')})`,
    'webhook.failing': ({ of }) =>
      `The webhook at ${of('host')} takes no messages; after five days it is disabled`,
    'webhook.disabled': ({ of }) => `The webhook at ${of('host')} is disabled: ${of('cause')}`,
    'key.unused': ({ of }) => `The API key “${of('name')}” has not been used for 90 days`,
    'security.new_device': ({ of }) => `Signed in on a new device: ${of('client')}`,
    'security.keys': ({ of }) => `${of('what')}: “${of('name')}”`,
    'security.sign_in': ({ of }) => of('what'),
  },
  causes: {
    gone: 'it answered 410 Gone',
    silent: 'it took no message for five days',
  },
  changes: {
    'key-created': 'API key made',
    'key-rotated': 'API key replaced',
    'key-revoked': 'API key revoked',
    'password-changed': 'Your password was changed',
    'email-changed': 'Your e-mail address was changed',
    'second-factor-on': 'Sign-in now asks for a code',
    'second-factor-off': 'Sign-in no longer asks for a code',
    'recovery-codes-new': 'New recovery codes were made',
    'recovery-code-used': 'A recovery code was used to sign in',
    'passkey-added': 'A passkey was added',
    'passkey-removed': 'A passkey was removed',
  },
  letter: {
    several: (count) => `News of your account (${count})`,
    hello: 'This happened in your account:',
    open: 'Open',
    all: 'See all',
    why: 'You get this mail because your account asks for it.',
    choose: (url) => `Choose what you are told: ${url}`,
    stop: (url) => `Send no more mails of this kind: ${url}`,
  },
};
