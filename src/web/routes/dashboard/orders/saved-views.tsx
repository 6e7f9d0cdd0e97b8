import type { SavedView } from 'notpanel/orders/index.ts';
import { ordersSearch, type OrdersFields } from 'notpanel/lib/orders-search.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';

type Props = {
  views: readonly SavedView[];
  fields: OrdersFields;
  fault: 'name' | 'tooMany' | null;
};

/** Searches that have a name, and the one that is shown where it has none yet. */
export function SavedViews({ views, fields, fault }: Props) {
  const t = useText('orders');
  const query = ordersSearch(fields);
  const here = views.find((view) => view.query === query);
  const mayBeSaved = query !== '' && !here;
  if (views.length === 0 && !mayBeSaved) return null;
  return (
    <div className="flex flex-wrap items-start gap-2 text-sm">
      {views.map((view) => (
        <span
          key={view.id}
          className="inline-flex h-8 items-center rounded-md border border-line bg-card has-[[aria-current]]:border-ink"
        >
          <A
            href={`/dashboard/orders?${view.query}`}
            aria-current={view === here ? 'true' : undefined}
            className="max-w-56 truncate px-3 aria-[current]:font-medium"
          >
            <bdi>{view.name}</bdi>
          </A>
          {view === here ? (
            <form method="post" className="border-s border-line">
              <input type="hidden" name="intent" value="remove-view" />
              <input type="hidden" name="view" value={view.id} />
              <button
                type="submit"
                aria-label={t('views.removeOne', { name: view.name })}
                className="grid size-8 cursor-pointer place-items-center text-soft hover:text-ink"
              >
                <Icon name="close" className="size-4" />
              </button>
            </form>
          ) : null}
        </span>
      ))}
      {mayBeSaved ? <SaveView query={query} fault={fault} /> : null}
    </div>
  );
}

function SaveView({ query, fault }: { query: string; fault: Props['fault'] }) {
  const t = useText('orders');
  return (
    <details open={fault !== null} className="relative">
      <summary className="inline-flex h-8 cursor-pointer list-none items-center gap-1.5 rounded-md px-2 text-soft hover:bg-sunken hover:text-ink [&::-webkit-details-marker]:hidden">
        <Icon name="plus" className="size-4" />
        {t('views.save')}
      </summary>
      <form
        method="post"
        className="absolute start-0 top-full z-20 mt-1 grid w-72 max-w-[calc(100vw-2rem)] gap-3 rounded-lg border border-line bg-card p-4 shadow-lg"
      >
        <input type="hidden" name="intent" value="save-view" />
        <input type="hidden" name="query" value={query} />
        <Field
          label={t('views.name')}
          name="name"
          required
          maxLength={60}
          hint={t('views.hint')}
          error={fault === null ? undefined : t(`views.faults.${fault}`)}
          autoFocus={fault !== null}
        />
        <Button size="small">{t('views.saveIt')}</Button>
      </form>
    </details>
  );
}
