import { useText } from '../text.ts';

/** Says on every page of a demo that it is one. */
export function DemoBanner() {
  const t = useText('common');
  return (
    <aside className="bg-ink text-sm text-paper">
      <p className="page py-2">{t('demo')}</p>
    </aside>
  );
}
