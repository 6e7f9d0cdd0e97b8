import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Check } from '../../../ui/check.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { Icon } from '../../../ui/icon.tsx';

/** The actions of the API, in the order of its documentation. */
const ACTIONS = [
  ...['services', 'add', 'status', 'refill', 'refill_status', 'cancel', 'balance'],
  ...['webhook.add', 'webhook.list', 'webhook.remove', 'webhook.test'],
];
const CLASSES = ['2', '4', '5'] as const;

type Props = {
  search: Readonly<Record<string, string>>;
  keys: readonly { id: number; name: string; hint: string }[];
  isFiltered: boolean;
};

/** What the log is narrowed by: a form that asks by its address. */
export function RequestFilters({ search, keys, isFiltered }: Props) {
  const t = useText('requests');
  return (
    <details open={isFiltered} className="group rounded-lg border border-line bg-card">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-4 py-2.5 text-sm [&::-webkit-details-marker]:hidden">
        <Icon name="filter" className="size-4 text-soft" />
        {t('filter')}
        <Icon name="chevron" className="size-4 text-soft group-open:rotate-180" />
      </summary>
      <form
        action="/dashboard/api/requests"
        className="grid gap-4 border-t border-line p-5 sm:grid-cols-2 lg:grid-cols-4"
      >
        <Select label={t('key')} name="key" defaultValue={search['key'] ?? ''}>
          <option value="">{t('any')}</option>
          {keys.map(({ id, name, hint }) => (
            <option key={id} value={id}>
              {`${name} (${hint}…)`}
            </option>
          ))}
        </Select>
        <Select label={t('action')} name="action" defaultValue={search['action'] ?? ''}>
          <option value="">{t('any')}</option>
          {ACTIONS.map((action) => (
            <option key={action}>{action}</option>
          ))}
        </Select>
        <Select label={t('status')} name="status" defaultValue={search['status'] ?? ''}>
          <option value="">{t('any')}</option>
          {CLASSES.map((one) => (
            <option key={one} value={one}>
              {t(`class.${one}`)}
            </option>
          ))}
        </Select>
        <Field label={t('order')} name="order" defaultValue={search['order']} />
        <Field
          label={t('request')}
          name="request"
          maxLength={128}
          defaultValue={search['request']}
        />
        <Field label={t('from')} name="from" type="datetime-local" defaultValue={search['from']} />
        <Field
          label={t('until')}
          name="until"
          type="datetime-local"
          defaultValue={search['until']}
        />
        <div className="flex flex-wrap items-end justify-between gap-3">
          <Check name="errors" value="1" defaultChecked={search['errors'] !== undefined}>
            {t('errors')}
          </Check>
          <div className="flex gap-2">
            {isFiltered ? (
              <Button as={A} href="/dashboard/api/requests" kind="quiet">
                {t('all')}
              </Button>
            ) : null}
            <Button type="submit">{t('apply')}</Button>
          </div>
        </div>
      </form>
    </details>
  );
}
