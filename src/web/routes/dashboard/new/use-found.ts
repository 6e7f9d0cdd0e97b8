import { useEffect, useRef, useState } from 'react';
import { withLocale } from 'notpanel/lib/locales.ts';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useFrame } from '../../../frame.ts';

export type Group = { key: 'favourites' | 'used' | 'found'; items: PickRow[] };
type Answer = { groups: Group[]; total: number };

const PAUSE_MS = 120;

/** What the shop finds for a text, the last answer until the next is there. */
export function useFound(text: string, isOpen: boolean) {
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
