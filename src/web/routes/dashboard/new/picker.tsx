import { useEffect, useState } from 'react';
import { asRate } from 'notpanel/lib/money.ts';
import type { PickedView } from 'notpanel/web/server/dashboard/new-order/find-services.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatDuration } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { CONTROL } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';
import { PriceNote } from '../../../ui/price-note.tsx';
import { Mark } from '../../../ui/mark-service.tsx';
import { ServiceFinder } from './service-finder.tsx';

const MINUTE_S = 60;

/** The first step: which service. A list with addresses; once the page lives, a combobox above it. */
export function Picker({ picked }: { picked: PickedView }) {
  const t = useText('newOrder');
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const { favourites, used, found, hiddenCount, page, pages } = picked;
  return (
    <div className="grid gap-6">
      {isLive ? (
        <div className="grid gap-1.5">
          <ServiceFinder chosen={null} />
        </div>
      ) : (
        <Search text={picked.text} />
      )}
      <Platforms picked={picked} />
      <Rows title={t('groups.favourites')} rows={favourites} />
      <Rows title={t('groups.used')} rows={used} />
      {found.length === 0 ? (
        <p className="rounded-lg border border-dashed border-edge px-6 py-10 text-center text-sm text-soft">
          {picked.onSale === 0 ? t('nothingSold') : t('none')}
        </p>
      ) : (
        <Rows title={t('found', { count: picked.total })} rows={found} />
      )}
      {hiddenCount > 0 ? (
        <p className="text-sm text-soft">
          {t.rich('hidden', {
            count: hiddenCount,
            a: (words) => (
              <A href="/dashboard/new/saved#hidden" className="underline">
                {words}
              </A>
            ),
          })}
        </p>
      ) : null}
      <Pagination page={page} pages={pages} hrefOf={(to) => hrefOf(picked, { page: to })} />
      <PriceNote />
    </div>
  );
}

function Search({ text }: { text: string }) {
  const t = useText('newOrder');
  return (
    <form action={useHref('/dashboard/new')} className="grid gap-1.5">
      <label htmlFor="find" className="text-sm font-medium">
        {t('service')}
      </label>
      <div className="flex gap-2">
        <input
          id="find"
          name="q"
          type="search"
          defaultValue={text}
          placeholder={t('find')}
          className={CONTROL}
        />
        <Button type="submit" kind="plain" className="h-11">
          <Icon name="search" className="size-4" />
          {t('search')}
        </Button>
      </div>
    </form>
  );
}

function Platforms({ picked }: { picked: PickedView }) {
  const t = useText('newOrder');
  const { platforms, categories } = picked;
  const chosen = platforms.find((one) => one.chosen)?.key;
  return (
    <div className="grid gap-3">
      <Chips label={t('platforms')}>
        {platforms.map(({ key, name, count, chosen: here }) => (
          <Chip
            key={key}
            href={hrefOf(picked, { platform: here ? undefined : key, category: undefined })}
            here={here}
            count={count}
          >
            <PlatformIcon platform={name} className="size-3.5" />
            {name}
          </Chip>
        ))}
      </Chips>
      {categories.length > 0 ? (
        <Chips label={t('categories')}>
          {categories.map(({ key, name, count, chosen: here }) => (
            <Chip
              key={key}
              href={hrefOf(picked, { platform: chosen, category: here ? undefined : key })}
              here={here}
              count={count}
            >
              <bdi>{name}</bdi>
            </Chip>
          ))}
        </Chips>
      ) : null}
    </div>
  );
}

const Chips = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <nav aria-label={label}>
    <ul className="flex flex-wrap gap-2">{children}</ul>
  </nav>
);

type ChipProps = { href: string; here: boolean; count: number; children: React.ReactNode };

function Chip({ href, here, count, children }: ChipProps) {
  const { locale } = useFrame();
  return (
    <li>
      <A
        href={href}
        aria-current={here ? 'true' : undefined}
        className="inline-flex h-8 items-center gap-2 rounded-full border border-line bg-card px-3 text-sm hover:border-edge aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-paper"
      >
        {children}
        <span className="text-xs opacity-75">{formatCount(locale, count)}</span>
      </A>
    </li>
  );
}

type Change = { platform?: string | undefined; category?: string | undefined; page?: number };

/** The address of the same list with something changed. */
function hrefOf({ text, platforms, categories }: PickedView, change: Change): string {
  const query = new URLSearchParams();
  const keyOf = (choices: PickedView['platforms']) => choices.find((one) => one.chosen)?.key;
  const all = { q: text, platform: keyOf(platforms), category: keyOf(categories), ...change };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && value !== '' && value !== 1) query.set(name, String(value));
  }
  return query.size === 0 ? '/dashboard/new' : `/dashboard/new?${query}`;
}

function Rows({ title, rows }: { title: string; rows: readonly PickRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="rounded-lg border border-line bg-card">
      <h2 className="px-4 pt-3.5 pb-2 text-sm font-medium">{title}</h2>
      <ul className="divide-y divide-line border-t border-line">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { row: PickRow }) {
  const { locale } = useFrame();
  const t = useText('newOrder');
  const { id, name, platform, minutes, note } = row;
  const limits = `${formatCount(locale, row.min)} – ${formatCount(locale, row.max)}`;
  const time = minutes === null ? null : formatDuration(locale, minutes * MINUTE_S);
  return (
    <li className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken/50">
      <PlatformIcon platform={platform} />
      <span className="w-11 shrink-0 font-mono text-xs text-soft max-sm:hidden">{id}</span>
      <span className="grid min-w-0 grow gap-0.5">
        <A
          href={`/dashboard/new?service=${id}`}
          dir="auto"
          className="text-sm leading-snug after:absolute after:inset-0 hover:underline rtl:text-right"
        >
          {name}
        </A>
        <span className="text-xs text-soft">
          <bdi>{[limits, time].filter(Boolean).join(' · ')}</bdi>
          {note === null ? null : (
            <bdi className="ms-2 border-s border-edge ps-2 text-ink">{note}</bdi>
          )}
        </span>
      </span>
      <span className="shrink-0 text-end text-sm font-medium">
        <Price rate={asRate(row.rate)} />
      </span>
      <Mark
        service={id}
        intent={row.isFavourite ? 'unfavourite' : 'favourite'}
        label={t(row.isFavourite ? 'mark.unfavouriteOf' : 'mark.favouriteOf', { name })}
      />
    </li>
  );
}
