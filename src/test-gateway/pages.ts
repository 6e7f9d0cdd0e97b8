import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import { dueOf, openDispute, type Fact, type FactKind, type TestCheckout } from './checkout.ts';
import type { Answer, Asked } from './answer.ts';
import type { Desk } from './desk.ts';
import { isPlay, LATER_PLAYS, PAYER_PLAYS } from './plays.ts';

const PATH = /^\/checkouts\/(tgc_[0-9a-f]{32})$/;

/** The payer's side: a checkout, what became of it, and what may be made to happen to it. */
export function answerPage(desk: Desk, { method, path, body }: Asked): Answer {
  const checkout = desk.find(PATH.exec(path)?.[1] ?? '');
  if (!checkout)
    return page(404, 'Not found', '<section><p>There is no such checkout.</p></section>');
  if (method !== 'POST') return page(200, 'Test checkout', shown(desk, checkout, ''));
  const form = new URLSearchParams(body);
  const choice = form.get('choice') ?? '';
  const isPlayed = isPlay(choice) && desk.play(checkout, choice, amountOf(form.get('amount')));
  if (isPlayed) return { ...page(303, 'Done', ''), location: checkout.returnUrl };
  const wrong = choice === 'less' || choice === 'more' ? WRONG_AMOUNT : WRONG_NOW;
  return page(422, 'Test checkout', shown(desk, checkout, wrong));
}

const WRONG_AMOUNT =
  'Write another amount: below what is due to pay less, above it (ten times at most) to pay more.';
const WRONG_NOW = 'That cannot happen to this checkout now.';

function amountOf(text: string | null): bigint {
  try {
    return parseMoney((text ?? '').trim());
  } catch {
    return 0n;
  }
}

const shown = (desk: Desk, checkout: TestCheckout, wrong: string): string => {
  const facts = desk.happened(checkout.id);
  const due = dueOf(checkout, facts, desk.now());
  const isOpen = desk.isOpen(checkout);
  return [
    `<section><h1>${isOpen ? 'To be paid' : 'Asked for'}</h1>`,
    `<p class="sum">${sum(isOpen ? due : checkout.amount, checkout)}</p>${about(checkout)}</section>`,
    wrong && `<p class="wrong" role="alert">${wrong}</p>`,
    facts.length > 0 && history(checkout, facts),
    isOpen ? payForm(checkout) : afterwards(checkout, facts),
  ]
    .filter(Boolean)
    .join('');
};

const about = ({ description, reference, expiresAt }: TestCheckout): string =>
  `<dl>${row('For', description)}${row('Reference', reference)}${row('Open until', timeOf(expiresAt))}</dl>`;

const history = (checkout: TestCheckout, facts: readonly Fact[]): string =>
  `<section><h2>What has happened</h2><dl>${facts
    .map(({ kind, amount, at }) =>
      row(timeOf(at), amount > 0n ? `${WORDS[kind]} · ${sum(amount, checkout)}` : WORDS[kind]),
    )
    .join('')}</dl></section>`;

const WORDS: Record<FactKind, string> = {
  processing: 'Seen, not confirmed yet',
  received: 'Paid',
  failed: 'Declined',
  expired: 'Ran out',
  refunded: 'Refunded',
  disputed: 'Charged back',
  dispute_won: 'Charge-back won by the shop',
  dispute_lost: 'Charge-back lost by the shop',
};

type PayerPlay = (typeof PAYER_PLAYS)[number];

const WAYS: Record<PayerPlay, readonly [title: string, more: string]> = {
  pay: ['Pay', 'The whole sum, at once.'],
  decline: ['Be declined', 'As a card without cover.'],
  less: ['Pay less', 'The amount below; the rest can be paid until the checkout runs out.'],
  more: ['Pay more', 'The amount below, above what is due.'],
  slow: ['Pay, and be confirmed later', 'Seen at once, confirmed after some seconds.'],
  late: ['Pay too late', 'The checkout runs out now, and the money comes after some seconds.'],
  'late-notice': ['Pay, and let the notice come late', 'The shop hears of it after some seconds.'],
  thrice: ['Pay, and let the notice come three times', 'At the same moment.'],
  'charge-back': ['Pay, and charge it back later', 'The dispute stays open.'],
  'charge-back-won': ['Charge back, and lose', 'After some seconds; then the shop wins.'],
  'charge-back-lost': ['Charge back, and win', 'After some seconds; then the shop loses.'],
};

const payForm = ({ id, cancelUrl, currency }: TestCheckout): string =>
  `<section><form method="post" action="/test-gateway/checkouts/${id}"><fieldset>` +
  `<legend>What is to happen?</legend>${PAYER_PLAYS.map(way).join('')}</fieldset>` +
  `<div class="other"><label for="amount">Amount, to pay less or more (${escaped(currency)})</label>` +
  `<input id="amount" name="amount" inputmode="decimal" autocomplete="off"></div>` +
  `<button>Go on</button></form>` +
  `<a class="back plain" href="${escaped(cancelUrl)}">Back to the shop without paying</a></section>`;

const way = (play: PayerPlay): string =>
  `<label class="way"><input type="radio" name="choice" value="${play}"${play === 'pay' ? ' checked' : ''}>` +
  `<b>${WAYS[play][0]}</b><small>${WAYS[play][1]}</small></label>`;

const LATER_WORDS: Record<(typeof LATER_PLAYS)[number], string> = {
  dispute: 'Charge it back',
  win: 'Let the shop win',
  lose: 'Let the shop lose',
};

function afterwards({ id, returnUrl }: TestCheckout, facts: readonly Fact[]): string {
  const possible = LATER_PLAYS.filter((play) =>
    play === 'dispute'
      ? facts.some(({ kind }) => kind === 'received') && !facts.some(isDispute)
      : openDispute(facts) !== undefined,
  );
  const forms = possible.map(
    (play) =>
      `<form method="post" action="/test-gateway/checkouts/${id}">` +
      `<button class="plain" name="choice" value="${play}">${LATER_WORDS[play]}</button></form>`,
  );
  const back = `<a class="back" href="${escaped(returnUrl)}">Back to the shop</a>`;
  return `<section>${back}<div class="row">${forms.join('')}</div></section>`;
}

const isDispute = ({ kind }: Fact): boolean => kind === 'disputed';

const row = (name: string, value: string): string =>
  `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`;

const sum = (amount: bigint, { currency }: TestCheckout): string =>
  `${formatMoney(asMoney(amount))} ${escaped(currency)}`;

const timeOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const page = (status: number, title: string, main: string): Answer => ({
  status,
  type: 'text/html',
  body:
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} · Test gateway</title>` +
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">' +
    '<link rel="stylesheet" href="/test-gateway/style.css"></head><body>' +
    '<div class="band"><p>Test gateway: this is a test, no money moves</p></div>' +
    `<main>${main}</main></body></html>`,
});

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
