import { useText } from '../../../text.ts';

/** Services with what is asked of them first; `rows` are those of `rowsHtml`. */
export function ServiceTable({ rows }: { rows: string }) {
  const t = useText('services');
  return (
    <table className="ledger">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col" className="id">
            {t('column.id')}
          </th>
          <th scope="col">{t('column.service')}</th>
          <th scope="col" className="price">
            {t('column.price')}
          </th>
          <th scope="col" className="amount limit">
            {t('column.min')}
          </th>
          <th scope="col" className="amount limit">
            {t('column.max')}
          </th>
          <th scope="col" className="amount wide">
            {t('column.time')}
          </th>
          <th scope="col" className="term wide">
            {t('column.refill')}
          </th>
        </tr>
      </thead>
      <tbody dangerouslySetInnerHTML={{ __html: rows }} />
    </table>
  );
}
