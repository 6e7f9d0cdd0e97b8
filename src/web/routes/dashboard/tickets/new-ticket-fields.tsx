import type { OwnTicketForm, TicketKind, TicketPriority } from 'notpanel/support/index.ts';
import type { NewTicketFaults } from 'notpanel/web/server/dashboard/new-ticket-intents.ts';
import { useText } from '../../../text.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useSpan } from './use-span.ts';

type Props = {
  form: OwnTicketForm;
  faults: NewTicketFaults;
  kinds: readonly TicketKind[];
  priorities: readonly { name: TicketPriority; minutes: number | null }[];
};

const ORDER = ['kind', 'subject', 'order', 'payment', 'delivery', 'priority', 'message'] as const;

/** What somebody writes, and what it is about. */
export function NewTicketFields({ form, faults, kinds, priorities }: Props) {
  const t = useText('tickets');
  const contact = useText('contact');
  const span = useSpan();
  const firstFault = ORDER.find((name) => faults[name]);
  const common = (name: (typeof ORDER)[number]) => ({
    name,
    label: t(`field.${name}`),
    error: faults[name] && t(`fault.${faults[name]}`, { field: name }),
    defaultValue: form[name],
    autoFocus: name === firstFault,
  });
  const number = { dir: 'ltr', maxLength: 400, autoComplete: 'off' } as const;
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <Select {...common('kind')}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {contact(`kind.${kind}`)}
            </option>
          ))}
        </Select>
        <Select {...common('priority')}>
          {priorities.map(({ name, minutes }) => (
            <option key={name} value={name}>
              {t(`priority.${name}`)}
              {minutes === null ? '' : ` · ${t('goalWithin', { span: span(minutes) })}`}
            </option>
          ))}
        </Select>
      </div>
      <Field {...common('subject')} maxLength={150} required />
      <div className="grid gap-6 sm:grid-cols-2">
        <Field {...common('order')} {...number} placeholder="ord_17, ord_18" />
        <Field {...common('payment')} {...number} placeholder="pay_3" />
      </div>
      {form.delivery === '' ? (
        <input type="hidden" name="delivery" value="" />
      ) : (
        <Field {...common('delivery')} {...number} />
      )}
      <TextArea
        {...common('message')}
        rows={9}
        maxLength={10_000}
        hint={t('messageHint')}
        required
      />
    </>
  );
}
