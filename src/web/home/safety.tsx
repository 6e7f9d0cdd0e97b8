import type { ReactNode } from 'react';
import { chargeFor, formatMoney, parseRate } from 'notpanel/lib/money.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Icon } from '../ui/icon.tsx';
import { SectionHead } from './section-head.tsx';

const CARDS = [
  ['once', '/developers/add-order'],
  ['refunds', '/refunds'],
  ['doubt', '/why'],
  ['webhooks', '/developers/webhooks'],
] as const;

/** What money is safe from here, each with the page that says how. */
export function Safety() {
  const t = useText('home');
  return (
    <section className="page pt-20">
      <SectionHead title={t('safety.title')} text={t('safety.text')}>
        <A href="/why" className="text-sm text-accent-text underline underline-offset-4">
          {t('safety.all')}
        </A>
      </SectionHead>
      <ul className="mt-7 grid overflow-hidden rounded-lg border border-line bg-card sm:grid-cols-2">
        {CARDS.map(([name, href], at) => (
          <li
            key={name}
            className="grid content-start gap-3 border-line p-6 not-first:border-t sm:nth-2:border-t-0 sm:even:border-s"
          >
            <Ledger>{EXAMPLES[name]}</Ledger>
            <h3 className="mt-1 font-semibold tracking-tight">
              <span className="me-2 font-mono text-xs font-normal text-soft">
                {String(at + 1).padStart(2, '0')}
              </span>
              {t(`safety.${name}.title`)}
            </h3>
            <p className="text-sm/6 text-pretty text-soft">{t(`safety.${name}.text`)}</p>
            <A
              href={href}
              className="flex w-fit items-center gap-1.5 text-sm text-accent-text hover:underline"
            >
              {t(`safety.${name}.link`)}
              <Icon name="arrow" className="size-4 rtl:-scale-x-100" />
            </A>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Ledger = ({ children }: { children: readonly (readonly [string, ReactNode])[] }) => (
  <div
    dir="ltr"
    aria-hidden="true"
    className="grid gap-1.5 rounded-md bg-sunken px-4 py-3.5 text-start font-mono text-xs"
  >
    {children.map(([left, right], at) => (
      <p key={at} className="flex items-baseline gap-2 whitespace-nowrap">
        <span className="text-soft">{left}</span>
        <span className="min-w-3 grow border-b border-dotted border-edge" />
        {right}
      </p>
    ))}
  </div>
);

const mark = (text: string) => <b className="font-medium text-accent-text">{text}</b>;

const RATE = parseRate('4.236');
const costOf = (quantity: number): string => formatMoney(chargeFor(RATE, quantity));

// How each rule reads in a book: an example, with the sums that the order engine makes.
const EXAMPLES = {
  once: [
    ['request_id=campaign-481', 'ord_23501'],
    ['request_id=campaign-481', mark('ord_23501')],
    ['charged', '1 ×'],
  ],
  refunds: [
    ['held for 2,500', costOf(2_500)],
    ['delivered 1,640', costOf(1_640)],
    ['returned for 860', mark(costOf(860))],
  ],
  doubt: [
    ['add', 'connection reset'],
    ['sent again', mark('no')],
    ['asked for evidence', 'yes'],
  ],
  webhooks: [
    ['webhook-id', 'evt_90412'],
    ['webhook-signature', 'v1,K5oZ…'],
    ['no answer', mark('up to 10 tries')],
  ],
} as const;
