import type { Figures, Receipt } from 'notpanel/storefront/index.ts';
import { useFrame } from '../frame.ts';
import { formatCount } from '../numbers.ts';
import { useText } from '../text.ts';
import { A, useHref } from '../ui/a.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { PlatformIcon } from '../ui/platform-icon.tsx';
import { OrderReceipt } from './order-receipt.tsx';

const CHIPS = 8;

/** What the shop is, a search over all of it, and one of its orders. */
export function Hero({ figures, receipt }: { figures: Figures; receipt: Receipt | null }) {
  const t = useText('home');
  return (
    <div className="border-b border-line bg-paper">
      <div className="page grid grid-cols-[minmax(0,1fr)] items-center gap-x-16 gap-y-14 py-14 lg:grid-cols-[minmax(0,1fr)_26rem] lg:py-20 xl:gap-x-24">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
          <h1 className="text-[2.75rem]/[1.04] font-semibold tracking-[-0.04em] whitespace-pre-line sm:text-6xl/[1.02] xl:text-[4.5rem]/[1] rtl:text-4xl/[1.25] sm:rtl:text-5xl/[1.2] xl:rtl:text-6xl/[1.15]">
            {t('hero.title')}
          </h1>
          <p className="max-w-136 text-lg/7 text-pretty text-soft sm:text-xl/8">{t('hero.text')}</p>
          {figures.services === 0 ? <Empty /> : <Search figures={figures} />}
        </div>
        <OrderReceipt receipt={receipt} />
      </div>
    </div>
  );
}

function Empty() {
  const t = useText('home');
  return (
    <div className="grid gap-5">
      <p className="rounded-lg border border-dashed border-edge px-4 py-3.5 text-soft">
        {t('hero.empty')}
      </p>
      <p className="flex flex-wrap gap-3">
        <Button as={A} href="/developers" size="large">
          {t('api.docs')}
        </Button>
        <Button as={A} href="/why" kind="plain" size="large">
          {t('safety.all')}
        </Button>
      </p>
    </div>
  );
}

function Search({ figures }: { figures: Figures }) {
  const t = useText('home');
  const { locale } = useFrame();
  const { services, platforms } = figures;
  const more = platforms.length - CHIPS;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <form
        method="get"
        action={useHref('/services')}
        role="search"
        className="flex max-w-140 items-center gap-2 rounded-xl border border-edge bg-card p-1.5 ps-4 focus-within:border-ink has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent"
      >
        <Icon name="search" className="size-5 text-soft" />
        <input
          type="search"
          name="q"
          aria-label={t('hero.searchAll', { count: services })}
          placeholder={t('hero.searchAll', { count: services })}
          className="h-11 min-w-0 grow bg-transparent text-base outline-none placeholder:text-soft"
        />
        <Button size="large">{t('hero.search')}</Button>
      </form>
      <ul className="flex flex-wrap gap-2">
        {platforms.slice(0, CHIPS).map(({ name, services: count }) => (
          <li key={name}>
            <A
              href={`/services?platform=${encodeURIComponent(name)}`}
              className="flex h-8 items-center gap-2 rounded-full border border-line px-3 text-sm hover:border-edge hover:bg-card"
            >
              <PlatformIcon platform={name} className="size-3.5" />
              {name}
              <span className="text-xs text-soft">{formatCount(locale, count)}</span>
            </A>
          </li>
        ))}
        {more > 0 ? (
          <li>
            <A
              href="/services"
              className="flex h-8 items-center px-2 text-sm text-soft underline underline-offset-4 hover:text-ink"
            >
              {t('hero.more', { count: more })}
            </A>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
