import type { BulkAct, BulkResult } from 'notpanel/web/server/dashboard/orders-intents.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { act: BulkAct; results: readonly BulkResult[] };

/** What became of each order that was ticked; refusals first, because they want something. */
export function BulkResults({ act, results }: Props) {
  const t = useText('orders');
  if (results.length === 0) return <Notice kind="warning">{t('bulk.nothing')}</Notice>;
  if (act === 'copy') return <Ids results={results} />;
  const failed = results.filter(({ outcome }) => outcome !== 'done');
  const done = results.length - failed.length;
  return (
    <div className="grid gap-3">
      {done > 0 ? <Notice kind="done">{t(`bulk.${act}.done`, { count: done })}</Notice> : null}
      {failed.length > 0 ? (
        <Notice kind="wrong">
          <p>{t(`bulk.${act}.refused`, { count: failed.length })}</p>
          <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1">
            {failed.map(({ id, outcome }) => (
              <li key={id}>
                {outcome === 'not_found' ? (
                  t('bulk.notFound', { id: orderName(id) })
                ) : (
                  <A href={`/dashboard/orders/${id}`} className="underline">
                    {id}
                  </A>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}

function Ids({ results }: Pick<Props, 'results'>) {
  const t = useText('orders');
  return (
    <Card title={t('bulk.copy.title', { count: results.length })}>
      <textarea
        readOnly
        rows={Math.min(6, Math.ceil(results.length / 6))}
        aria-label={t('bulk.copy.label')}
        dir="ltr"
        className="w-full rounded-md border border-edge bg-sunken p-3 font-mono text-sm"
        defaultValue={results.map(({ id }) => id).join(', ')}
      />
    </Card>
  );
}
