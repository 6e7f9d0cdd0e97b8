import { useText } from '../../../text.ts';
import { Card } from '../../../ui/card.tsx';

const CODE = 'block overflow-x-auto font-mono text-xs/5 whitespace-pre text-ink';

/** Which lines are read, by the types of services. */
export function Forms({ types }: { types: readonly (readonly [string, readonly string[]])[] }) {
  const t = useText('mass');
  return (
    <Card title={t('forms.title')}>
      <div className="grid gap-4 text-sm text-soft">
        <p>
          <code dir="ltr" className={CODE}>
            service | link | quantity
          </code>
        </p>
        <p>{t('forms.separators')}</p>
        <p>{t('forms.table')}</p>
        <details className="group border-t border-line pt-3">
          <summary className="cursor-pointer font-medium text-ink">{t('forms.types')}</summary>
          <dl className="mt-3 grid gap-3">
            {types.map(([type, fields]) => (
              <div key={type} className="min-w-0">
                <dt>{type}</dt>
                <dd tabIndex={0} className="overflow-x-auto">
                  <code dir="ltr" className="font-mono text-xs whitespace-nowrap text-ink">
                    {['service', ...fields].join(' | ')}
                  </code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
        <p>{t('forms.lists')}</p>
        <p>{t('forms.coupons')}</p>
      </div>
    </Card>
  );
}
