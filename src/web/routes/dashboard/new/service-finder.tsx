import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { withLocale } from 'notpanel/lib/locales.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Chosen, CHOSEN } from './chosen.tsx';
import { FoundList, optionId } from './found-list.tsx';
import { useFound } from './use-found.ts';

type Props = { chosen: PickRow | null };

/**
 * Finds a service among all by what is typed: the shop searches, at the customer's prices. After the
 * ARIA practices for a combobox with a list: the focus stays in the field, arrows go through the
 * list, Enter takes, Escape closes.
 */
export function ServiceFinder({ chosen }: Props) {
  const t = useText('newOrder');
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <span id={`${id}label`} className="text-sm font-medium">
        {t('service')}
      </span>
      <div className="relative">
        <button
          ref={button}
          type="button"
          id={id}
          aria-haspopup="listbox"
          aria-expanded={isOpen}
          aria-labelledby={`${id}label ${id}`}
          // Else the field would lose the focus and close before the click, which would open it again.
          onPointerDown={(event) => isOpen && event.preventDefault()}
          onClick={() => setOpen(!isOpen)}
          className={`${CHOSEN} cursor-pointer`}
        >
          {chosen ? <Chosen row={chosen} /> : <span className="grow text-soft">{t('find')}</span>}
          <Icon name="chevron" className="size-4 text-soft" />
        </button>
        {isOpen ? <Search chosen={chosen} onClose={close} onLeave={() => setOpen(false)} /> : null}
      </div>
    </>
  );
}

type SearchProps = Props & { onClose(): void; onLeave(): void };

/** The field that searches, and what was found. */
function Search({ chosen, onClose, onLeave }: SearchProps) {
  const { locale } = useFrame();
  const t = useText('newOrder');
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { answer, isAsking } = useFound(text, true);
  const groups = answer?.groups ?? [];
  const rows = groups.flatMap(({ items }) => items);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => setActive(0), [answer]);
  useEffect(() => {
    document.getElementById(optionId(list, active))?.scrollIntoView({ block: 'nearest' });
  }, [list, active]);
  const choose = (row: PickRow) => location.assign(withLocale(locale, addressOf(row)));
  const step = (by: 1 | -1) => setActive((active + by + rows.length) % Math.max(1, rows.length));
  const moves = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => rows[active] && choose(rows[active]),
    Escape: onClose,
  };
  return (
    <div
      ref={box}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) onLeave();
      }}
      className="absolute inset-x-0 top-full z-40 mt-1.5 flex max-h-[min(26rem,60dvh)] flex-col overflow-clip rounded-lg border border-line bg-card text-ink shadow-xl"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-3">
        <Icon name="search" className="size-4 text-soft" />
        <input
          ref={field}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={list}
          aria-activedescendant={rows[active] && optionId(list, active)}
          aria-label={t('find')}
          placeholder={t('find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => heed(event, moves)}
          className="h-11 w-full bg-transparent text-base outline-none placeholder:text-soft"
        />
      </div>
      <p role="status" className="sr-only">
        {answer && !isAsking ? t('found', { count: answer.total }) : ''}
      </p>
      {answer && rows.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-soft">{t('none')}</p>
      ) : null}
      <FoundList
        id={list}
        groups={groups}
        active={active}
        chosenId={chosen?.id}
        onActive={setActive}
        onChoose={choose}
      />
    </div>
  );
}

function heed(event: KeyboardEvent, moves: Readonly<Record<string, () => void>>): void {
  const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
  if (!move || event.nativeEvent.isComposing) return;
  event.preventDefault();
  move();
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
