import type { Scope } from 'notpanel/keys/index.ts';
import type { KeyFields } from 'notpanel/web/server/dashboard/key-form.ts';
import { useText } from '../../../text.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';

type Props = {
  values: KeyFields;
  scopes: readonly Scope[];
  /** The name of the field that is wrong. */
  fault: string | null;
  /** What the tier allows in a minute. */
  most: number | null;
  currency: string;
  /** A change of the dialect of a key that exists has to be meant. */
  isChange?: boolean;
};

/** Everything that is decided about a key, what most need first. */
export function KeyFormFields(props: Props) {
  const { values, scopes, fault, isChange = false } = props;
  const t = useText('keys');
  const faultOf: Faults = (field) =>
    fault === field ? { error: t(`faults.${field}` as 'faults.name'), autoFocus: true } : {};
  return (
    <div className="grid gap-6">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label={t('name')}
          name="name"
          required
          maxLength={60}
          defaultValue={values.name}
          hint={t('nameHint')}
          {...faultOf('name')}
        />
        <Dialect values={values} isWrong={fault === 'dialect'} isChange={isChange} />
      </div>
      <Scopes
        scopes={scopes}
        chosen={values.scopes}
        error={fault === 'scopes' ? t('faults.scopes') : undefined}
      />
      <Limits {...props} faultOf={faultOf} />
      <TextArea
        label={t('networks')}
        name="ips"
        rows={3}
        dir="ltr"
        spellCheck={false}
        defaultValue={values.ips}
        placeholder={'203.0.113.7\n198.51.100.0/24'}
        hint={t('networksHint')}
        {...faultOf('ips')}
      />
    </div>
  );
}

function Dialect({
  values,
  isWrong,
  isChange,
}: {
  values: KeyFields;
  isWrong: boolean;
  isChange: boolean;
}) {
  const t = useText('keys');
  return (
    <div className="grid content-start gap-3">
      <Select
        label={t('dialect')}
        name="dialect"
        defaultValue={values.dialect}
        hint={t('dialectHint')}
        error={isWrong ? t('faults.dialect') : undefined}
      >
        <option value="notpanel">{t('dialects.notpanel')}</option>
        <option value="classic">{t('dialects.classic')}</option>
      </Select>
      {isChange ? (
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            name="dialect_sure"
            value="yes"
            className="mt-0.5 size-4 shrink-0 accent-ink"
          />
          <span className="text-soft">{t('dialectSure')}</span>
        </label>
      ) : null}
    </div>
  );
}

type Faults = (field: string) => { error?: string; autoFocus?: boolean };

function Limits({ values, most, currency, faultOf }: Props & { faultOf: Faults }) {
  const t = useText('keys');
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        label={t('limit')}
        name="limit"
        inputMode="numeric"
        defaultValue={values.limit}
        placeholder={t('noLimit')}
        hint={most === null ? t('limitFree') : t('limitHint', { most })}
        {...faultOf('limit')}
      />
      <Field
        label={t('cap', { currency })}
        name="spend_cap"
        inputMode="decimal"
        defaultValue={values.cap}
        placeholder={t('noCap')}
        hint={t('capHint')}
        {...faultOf('spend_cap')}
      />
      <Field
        label={t('expires')}
        name="expires"
        type="date"
        defaultValue={values.expires}
        hint={t('expiresHint')}
        {...faultOf('expires')}
      />
      <Field
        label={t('repeatWindow')}
        name="repeat_window"
        inputMode="numeric"
        defaultValue={values.repeatWindow}
        hint={t('repeatWindowHint')}
        {...faultOf('repeat_window')}
      />
    </div>
  );
}

type ScopesProps = {
  scopes: readonly Scope[];
  chosen: readonly string[];
  error: string | undefined;
};

function Scopes({ scopes, chosen, error }: ScopesProps) {
  const t = useText('keys');
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t('scopes')}</legend>
      <ul className="divide-y divide-line rounded-md border border-line">
        {scopes.map((scope) => (
          <li key={scope}>
            <label className="flex cursor-pointer items-start gap-3 px-4 py-2.5 text-sm hover:bg-sunken">
              <input
                type="checkbox"
                name="scopes"
                value={scope}
                defaultChecked={chosen.includes(scope)}
                aria-describedby={error ? 'scopes-notes' : undefined}
                className="mt-0.5 size-4 shrink-0 accent-ink"
              />
              <span>
                <span className="font-medium">{t(`scope.${scope}.name`)}</span>
                <span className="block text-soft">{t(`scope.${scope}.says`)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error ? (
        <p id="scopes-notes" role="alert" className="text-sm text-canceled">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
