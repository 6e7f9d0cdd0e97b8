import { Combobox } from '@base-ui/react/combobox';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { useEffect, useRef, useState } from 'react';
import { asRate } from 'notpanel/lib/money.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Chosen, CHOSEN } from './chosen.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';

type Group = { key: 'favourites' | 'used' | 'found'; items: PickRow[] };
type Answer = { groups: Group[]; total: number };

const PAUSE_MS = 120;

type Props = { chosen: PickRow | null; startsOpen: boolean };

/** Finds a service among all by what is typed: the shop searches, at the customer's prices. */
export function ServiceCombobox({ chosen, startsOpen }: Props) {
  const { locale, direction } = useFrame();
  const t = useText('newOrder');
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(startsOpen);
  const { answer, isAsking } = useFound(text, isOpen);
  const groups = answer?.groups ?? [];
  return (
    <DirectionProvider direction={direction}>
      <Combobox.Root<PickRow>
        items={groups}
        filter={null}
        value={chosen}
        autoHighlight
        open={isOpen}
        onOpenChange={setOpen}
        inputValue={text}
        onInputValueChange={setText}
        onValueChange={(row) => row && location.assign(withLocale(locale, addressOf(row)))}
        isItemEqualToValue={(one, other) => one.id === other.id}
        itemToStringLabel={({ name }) => name}
        itemToStringValue={({ id }) => String(id)}
      >
        <Combobox.Label className="text-sm font-medium">{t('service')}</Combobox.Label>
        <Combobox.Trigger className={CHOSEN}>
          {chosen ? <Chosen row={chosen} /> : <span className="grow text-soft">{t('find')}</span>}
          <Icon name="chevron" className="size-4 text-soft" />
        </Combobox.Trigger>
        <Found answer={isAsking ? undefined : answer} groups={groups} />
      </Combobox.Root>
    </DirectionProvider>
  );
}

const CARRIED = ['link', 'quantity'];

/** The form of another service, with what was typed for this one. */
function addressOf({ id }: PickRow): string {
  const query = new URLSearchParams({ service: String(id) });
  for (const name of CARRIED) {
    const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (field?.value) query.set(name, field.value);
  }
  return `/dashboard/new?${query}`;
}

type FoundProps = { answer: Answer | undefined; groups: readonly Group[] };

/** The field that searches, and what was found. */
function Found({ answer, groups }: FoundProps) {
  const t = useText('newOrder');
  return (
    <Combobox.Portal>
      <Combobox.Positioner align="start" sideOffset={6} className="z-40 outline-none">
        <Combobox.Popup
          aria-label={t('service')}
          className="flex max-h-[min(26rem,var(--available-height))] w-(--anchor-width) max-w-(--available-width) flex-col overflow-clip rounded-lg border border-line bg-card text-ink shadow-xl"
        >
          <div className="flex items-center gap-2.5 border-b border-line px-3">
            <Icon name="search" className="size-4 text-soft" />
            <Combobox.Input
              aria-label={t('find')}
              placeholder={t('find')}
              className="h-11 w-full bg-transparent text-base outline-none placeholder:text-soft"
            />
          </div>
          <Combobox.Status className="sr-only">
            {answer ? t('found', { count: answer.total }) : ''}
          </Combobox.Status>
          {answer && groups.length === 0 ? (
            <p className="px-4 py-6 text-center text-sm text-soft">{t('none')}</p>
          ) : null}
          <Combobox.List className="overflow-y-auto overscroll-contain py-1.5 outline-none empty:hidden">
            {(group: Group) => (
              <Combobox.Group key={group.key} items={group.items}>
                <Combobox.GroupLabel className="px-3 pt-2 pb-1 font-mono text-xs tracking-wide text-soft">
                  {t(`groups.${group.key}`)}
                </Combobox.GroupLabel>
                <Combobox.Collection>
                  {(row: PickRow) => (
                    <Combobox.Item
                      key={row.id}
                      value={row}
                      className="mx-1.5 flex cursor-pointer items-center gap-3 rounded-md px-1.5 py-2 text-sm outline-none data-highlighted:bg-sunken"
                    >
                      <Row row={row} />
                    </Combobox.Item>
                  )}
                </Combobox.Collection>
              </Combobox.Group>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

function Row({ row }: { row: PickRow }) {
  return (
    <>
      <PlatformIcon platform={row.platform} />
      <span className="w-11 shrink-0 font-mono text-xs text-soft">{row.id}</span>
      <span className="grid min-w-0 grow">
        <span dir="auto" className="truncate rtl:text-right">
          {row.name}
        </span>
        {row.note === null ? null : (
          <span dir="auto" className="truncate text-xs text-soft">
            {row.note}
          </span>
        )}
      </span>
      <span className="shrink-0 text-end">
        <Price rate={asRate(row.rate)} />
      </span>
    </>
  );
}

/** What the shop finds for a text, the last answer until the next is there. */
function useFound(text: string, isOpen: boolean) {
  const { locale } = useFrame();
  const [answer, setAnswer] = useState<Answer>();
  const [isAsking, setAsking] = useState(false);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isOpen) return;
    const asking = new AbortController();
    const { signal } = asking;
    const ask = async () => {
      setAsking(true);
      const query = new URLSearchParams({ q: text });
      try {
        const found = await fetch(withLocale(locale, `/dashboard/new/services?${query}`), {
          signal,
        });
        if (found.ok) setAnswer((await found.json()) as Answer);
        setAsking(false);
      } catch {
        if (!signal.aborted) setAsking(false);
      }
    };
    const timer = setTimeout(() => void ask(), isFirst.current ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text, isOpen, locale]);
  return { answer, isAsking };
}
