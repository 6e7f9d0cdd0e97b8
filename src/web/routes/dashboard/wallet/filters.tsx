import type { Group } from 'notpanel/billing/index.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';

type Props = {
  groups: readonly Group[];
  form: Readonly<Record<'group' | 'direction' | 'from' | 'until' | 'q', string>>;
  isFiltered: boolean;
  csv: string;
};

/** What is looked for among the movements; it lives in the address. */
export function Filters({ groups, form, isFiltered, csv }: Props) {
  const t = useText('wallet');
  const action = useHref('/dashboard/wallet');
  return (
    <div className="relative mb-4">
      <p className="absolute end-4 top-2.5 flex gap-x-4 text-sm">
        {isFiltered ? (
          <A href="/dashboard/wallet" className={LINK}>
            {t('filters.clear')}
          </A>
        ) : null}
        <A href={csv} download className={LINK}>
          {t('export')}
        </A>
      </p>
      <details className="group rounded-lg border border-line bg-card">
        <summary className="flex cursor-pointer list-none items-center gap-1.5 px-4 py-2.5 text-sm [&::-webkit-details-marker]:hidden">
          <Icon name="filter" className="size-4 text-soft" />
          {isFiltered ? t('filters.on') : t('filters.title')}
          <Icon name="chevron" className="size-4 text-soft group-open:rotate-180" />
        </summary>
        <form
          method="get"
          action={action}
          className="grid gap-4 border-t border-line p-4 sm:grid-cols-2 lg:grid-cols-3"
        >
          <Select label={t('filters.group')} name="group" defaultValue={form.group}>
            <option value="">{t('filters.all')}</option>
            {groups.map((group) => (
              <option key={group} value={group}>
                {t(`groups.${group}`)}
              </option>
            ))}
          </Select>
          <Select label={t('filters.direction')} name="direction" defaultValue={form.direction}>
            <option value="">{t('filters.both')}</option>
            <option value="in">{t('filters.in')}</option>
            <option value="out">{t('filters.out')}</option>
          </Select>
          <Field
            label={t('filters.q')}
            name="q"
            type="search"
            defaultValue={form.q}
            hint={t('filters.qHint')}
          />
          <Field label={t('filters.from')} name="from" type="date" defaultValue={form.from} />
          <Field
            label={t('filters.until')}
            name="until"
            type="date"
            defaultValue={form.until}
            hint={t('filters.days')}
          />
          <Button type="submit" className="self-end justify-self-start">
            {t('filters.show')}
          </Button>
        </form>
      </details>
    </div>
  );
}

const LINK = 'inline-flex min-h-6 items-center text-soft underline hover:text-ink';
