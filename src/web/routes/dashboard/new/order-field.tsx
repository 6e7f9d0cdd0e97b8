import { useState, type FormEvent } from 'react';
import type { FaultSaid } from 'notpanel/web/server/dashboard/new-order/fault-text.ts';
import type { OrderForm } from 'notpanel/web/server/dashboard/new-order/load-order-form.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useFaultText } from './use-fault-text.ts';

type Form = Omit<OrderForm, 'from'>;
type Input = Form['service']['inputs'][number];

type Props = { input: Input; form: Form; faults: readonly FaultSaid[]; hasFocus: boolean };

const LINES = new Set(['comments', 'usernames', 'keywords', 'hashtags', 'groups']);
const CHOICES: Readonly<Record<string, readonly number[]>> = {
  device: [1, 2, 3, 4, 5],
  type_of_traffic: [1, 2, 3],
};

/** One parameter of an order as a person fills it in; which there are is the API's table. */
export function OrderField({ input, form, faults, hasFocus }: Props) {
  const t = useText('newOrder');
  const say = useFaultText();
  const { name } = input;
  const wrong = faults.find(({ parameter }) => parameter === name);
  const label = t(`fields.${name as FieldName}.label`);
  const shown = {
    name,
    label: input.isRequired ? label : t('optional', { label }),
    error: wrong && say(wrong),
    required: input.isRequired,
    autoFocus: hasFocus,
  };
  const value = form.values[name] ?? '';
  if (LINES.has(name)) return <Lines {...shown} form={form} value={value} />;
  const choices = CHOICES[name];
  if (choices) return <Choice {...shown} choices={choices} value={value} />;
  return <Line {...shown} {...{ input, form, value }} />;
}

type FieldName = keyof Fields;
type Fields = (typeof import('../../../i18n/en.json'))['newOrder']['fields'];

type Shown = {
  name: string;
  label: string;
  error: string | undefined;
  required: boolean;
  autoFocus: boolean;
};

function Line({
  input,
  form,
  value,
  ...shown
}: Shown & { input: Input; form: Form; value: string }) {
  const { name } = input;
  const hint = useHint(input, form);
  const { links, service } = form;
  const isDay = name === 'expiry';
  return (
    <>
      <Field
        {...shown}
        hint={hint}
        type={isDay ? 'date' : name === 'link' || name === 'media' ? 'url' : 'text'}
        inputMode={input.isNumber ? 'numeric' : undefined}
        dir={name === 'link' || name === 'media' ? 'ltr' : undefined}
        maxLength={input.longest ?? undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={name === 'link' ? (service.linkExample ?? undefined) : undefined}
        list={name === 'link' && links.length > 0 ? 'saved-links' : undefined}
        defaultValue={isDay ? isoDay(value) : value}
      />
      {name === 'link' && links.length > 0 ? (
        <datalist id="saved-links">
          {links.map((one) => (
            <option key={one.id} value={one.link} label={one.name || undefined} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

/** The limits where a number counts pieces, else what is meant. */
function useHint({ name }: Input, { service }: Form): string | undefined {
  const { locale } = useFrame();
  const t = useText('newOrder');
  const limits = { min: formatCount(locale, service.min), max: formatCount(locale, service.max) };
  if (name === 'quantity' || name === 'min' || name === 'max') return t('limits', limits);
  return name in HINTED ? t(`hints.${name as keyof typeof HINTED}`) : undefined;
}

const HINTED = {
  runs: 1,
  interval: 1,
  delay: 1,
  posts: 1,
  old_posts: 1,
  country: 1,
  answer_number: 1,
  username: 1,
  google_keyword: 1,
  referring_url: 1,
} as const;

/** The API writes a day as d/m/Y, a browser as yyyy-mm-dd. */
const isoDay = (value: string): string => {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value) ?? [];
  return year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : value;
};

function Lines({ form, value, ...shown }: Shown & { form: Form; value: string }) {
  const { locale } = useFrame();
  const t = useText('newOrder');
  const [count, setCount] = useState(countLines(value));
  const { service } = form;
  const isQuantity = service.quantityFrom === shown.name;
  const limits = { min: formatCount(locale, service.min), max: formatCount(locale, service.max) };
  return (
    <TextArea
      {...shown}
      dir="auto"
      defaultValue={value}
      onInput={(event: FormEvent<HTMLTextAreaElement>) =>
        setCount(countLines(event.currentTarget.value))
      }
      hint={isQuantity ? t('linesOf', { count, ...limits }) : t('lines', { count })}
    />
  );
}

const countLines = (text: string): number =>
  text.split('\n').filter((line) => line.trim() !== '').length;

function Choice({
  choices,
  value,
  ...shown
}: Shown & { choices: readonly number[]; value: string }) {
  const t = useText('newOrder');
  const kind = shown.name as 'device' | 'type_of_traffic';
  return (
    <Select {...shown} defaultValue={value}>
      <option value="">{t('choose')}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {t(`choices.${kind}.${String(choice) as '1'}`)}
        </option>
      ))}
    </Select>
  );
}
