import { useId, type ComponentProps } from 'react';
import { CONTROL, describedBy, FieldNotes } from './field.tsx';

type Props = Omit<ComponentProps<'textarea'>, 'id'> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
};

/** A labelled field of several lines. */
export function TextArea({ label, hint, error, ...area }: Props) {
  const id = useId();
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={6}
        className={`${CONTROL} h-auto py-2.5`}
        {...describedBy(id, hint, error)}
        {...area}
      />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
