import { useId, useState } from 'react';
import type { PickRow } from 'notpanel/web/server/dashboard/new-order/service-card.ts';
import { useText } from '../../../text.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Chosen, CHOSEN } from './chosen.tsx';

type Combobox = typeof import('./service-combobox.tsx').ServiceCombobox;

/**
 * The combobox of services, which is a quarter of the page's script: it is loaded when somebody is
 * about to open it, and until then a button stands for it.
 */
export function ServiceFinder({ chosen }: { chosen: PickRow | null }) {
  const t = useText('newOrder');
  const id = useId();
  const [Loaded, setLoaded] = useState<Combobox>();
  const [isWanted, setWanted] = useState(false);
  const load = () => {
    if (Loaded) return;
    void import('./service-combobox.tsx').then((one) => setLoaded(() => one.ServiceCombobox));
  };
  if (Loaded && isWanted) return <Loaded chosen={chosen} startsOpen />;
  return (
    <>
      <span id={`${id}label`} className="text-sm font-medium">
        {t('service')}
      </span>
      <button
        type="button"
        id={id}
        aria-haspopup="listbox"
        aria-expanded={isWanted}
        aria-labelledby={`${id}label ${id}`}
        aria-busy={isWanted}
        onFocus={load}
        onPointerEnter={load}
        onClick={() => {
          setWanted(true);
          load();
        }}
        className={`${CHOSEN} cursor-pointer`}
      >
        {chosen ? <Chosen row={chosen} /> : <span className="grow text-soft">{t('find')}</span>}
        <Icon name="chevron" className="size-4 text-soft" />
      </button>
    </>
  );
}
