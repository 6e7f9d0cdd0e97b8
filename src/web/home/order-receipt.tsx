import type { ReactNode } from 'react';
import type { Receipt, ReceiptLine } from 'notpanel/storefront/index.ts';
import { formatMoney, type Money } from 'notpanel/lib/money.ts';
import { useFrame } from '../frame.ts';
import { formatAge, formatAmount, formatCount } from '../numbers.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Icon } from '../ui/icon.tsx';
import { PlatformIcon } from '../ui/platform-icon.tsx';
import { Status } from '../ui/status.tsx';

/** A slip of paper: one real order from its first line to its sum, or the blank that awaits one. */
export function OrderReceipt({ receipt }: { receipt: Receipt | null }) {
  const t = useText('home');
  return (
    <section
      aria-label={t('receipt.label')}
      className="mx-auto w-full max-w-104 drop-shadow-xl lg:mx-0 dark:drop-shadow-none"
    >
      <div className="rounded-t-lg border border-b-0 border-line bg-card">
        {receipt ? <Filled receipt={receipt} /> : <Blank />}
      </div>
      <TornEdge />
    </section>
  );
}

function Filled({ receipt }: { receipt: Receipt }) {
  const { locale } = useFrame();
  const t = useText('home');
  const { what, status, quantity, delivered, ageMinutes, lines } = receipt;
  return (
    <>
      <header className="flex items-center justify-between gap-4 border-b border-line px-5 py-3.5">
        <p className="font-mono text-xs text-soft">{t('receipt.label')}</p>
        <Status state={status}>{t(`state.${status}`)}</Status>
      </header>
      <div className="grid gap-5 px-5 pt-5 pb-6">
        <div className="flex items-start gap-3">
          <span className="grid size-10 shrink-0 place-items-center rounded-md bg-sunken">
            <PlatformIcon platform={what.platform} className="size-5" />
          </span>
          <div className="min-w-0">
            <p className="font-medium text-pretty">
              {what.serviceId === null ? (
                what.name
              ) : (
                <A
                  href={`/services/${what.serviceId}`}
                  className="-my-1 inline-block py-1 hover:underline"
                >
                  {what.name}
                </A>
              )}
            </p>
            <p className="text-sm text-soft">
              {t('receipt.age', { age: formatAge(locale, ageMinutes) })}
            </p>
          </div>
        </div>
        <div className="grid gap-2.5">
          <p className="flex items-baseline gap-2">
            <span className="text-4xl font-semibold tracking-tight">
              {formatCount(locale, delivered)}
            </span>
            <span className="text-soft">
              {t('receipt.of', { quantity: formatCount(locale, quantity) })}
            </span>
          </p>
          <Share part={delivered} whole={quantity} />
        </div>
        <ol className="grid gap-2 font-mono text-xs">
          {lines.map((line) => (
            <Line key={line.what} line={line} receipt={receipt} />
          ))}
        </ol>
        <Sum receipt={receipt} />
      </div>
      <p className="border-t border-line px-5 pt-3.5 pb-4 text-xs/5 text-pretty text-soft">
        {t('receipt.anonymous')}
      </p>
    </>
  );
}

function Share({ part, whole }: { part: number; whole: number }) {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  return (
    <svg className="h-1.5 w-full rtl:-scale-x-100" aria-hidden="true">
      <rect width="100%" height="100%" rx="3" className="fill-sunken" />
      <rect width={`${percent}%`} height="100%" rx="3" className="fill-accent" />
    </svg>
  );
}

function Line({ line, receipt }: { line: ReceiptLine; receipt: Receipt }) {
  const { locale } = useFrame();
  const t = useText('home');
  const amount = useAmount();
  const values: Partial<Record<ReceiptLine['what'], ReactNode>> = {
    placed: t('receipt.held', { amount: amount(receipt.held) }),
    delivered: t('receipt.units', { count: formatCount(locale, receipt.delivered) }),
    refunded: t('receipt.back', { amount: amount(receipt.refunded) }),
  };
  return (
    <li className="flex items-baseline gap-2">
      <span className="w-10 shrink-0 text-soft">{clock(line.afterMinutes)}</span>
      <span>{t(`receipt.line.${line.what}`)}</span>
      <span aria-hidden="true" className="min-w-3 grow border-b border-dotted border-edge" />
      <span className={line.what === 'refunded' ? 'font-medium text-accent-text' : ''}>
        {values[line.what] ?? <Icon name="check" className="size-3 text-completed" />}
      </span>
    </li>
  );
}

/** What was held is what was earned and what went back: the sum of every receipt. */
function Sum({ receipt }: { receipt: Receipt }) {
  const t = useText('home');
  const amount = useAmount();
  return (
    <div className="grid gap-2 border-t border-dashed border-edge pt-4">
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-sm text-soft">{t('receipt.charged')}</span>
        <bdi className="text-2xl font-semibold tracking-tight">{amount(receipt.earned)}</bdi>
      </p>
      <p className="flex items-center gap-1.5 text-xs text-completed">
        <Icon name="check" className="size-3.5" />
        <span className="flex flex-wrap gap-x-1.5 font-mono">
          <bdi>{amount(receipt.earned)}</bdi>
          {receipt.refunded > 0n ? (
            <>
              <span>+</span>
              <bdi>{amount(receipt.refunded)}</bdi>
            </>
          ) : null}
          <span>=</span>
          <bdi>{amount(receipt.held)}</bdi>
        </span>
      </p>
    </div>
  );
}

const BLANK_LINES = ['placed', 'accepted', 'started', 'delivered'] as const;

/** No order may be told yet: the form, and nothing that would pass for one. */
function Blank() {
  const t = useText('home');
  return (
    <>
      <header className="flex items-center justify-between gap-4 border-b border-line px-5 py-3.5">
        <p className="font-mono text-xs text-soft">{t('receipt.label')}</p>
        <Status state="pending">{t('receipt.none')}</Status>
      </header>
      <div className="grid gap-6 px-5 pt-6 pb-7">
        <p className="text-xl/7 font-medium tracking-tight text-pretty">{t('receipt.blank')}</p>
        <ol className="grid gap-3 font-mono text-xs text-soft">
          {BLANK_LINES.map((line) => (
            <li key={line} className="flex items-baseline gap-2">
              <span>{t(`receipt.line.${line}`)}</span>
              <span aria-hidden="true" className="grow border-b border-dotted border-edge" />
            </li>
          ))}
        </ol>
        <div className="border-t border-dashed border-edge pt-4 text-sm text-soft">
          {t('receipt.charged')}
        </div>
      </div>
      <p className="border-t border-line px-5 pt-3.5 pb-4 text-xs/5 text-pretty text-soft">
        {t('receipt.blankNote')}
      </p>
    </>
  );
}

function TornEdge() {
  return (
    <svg className="block h-2 w-full" aria-hidden="true">
      <defs>
        <pattern id="torn" width="12" height="8" patternUnits="userSpaceOnUse">
          <path d="M0 0 6 7 12 0Z" className="fill-card" />
          <path d="M0 0 6 7 12 0" fill="none" strokeWidth="1" className="stroke-line" />
        </pattern>
      </defs>
      <rect width="100%" height="8" fill="url(#torn)" />
    </svg>
  );
}

/** Hours and minutes after the order: `0:04`. */
const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

function useAmount(): (amount: Money) => string {
  const { locale, site } = useFrame();
  return (amount) => formatAmount(locale, formatMoney(amount), site.currency);
}
