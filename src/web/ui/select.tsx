import { useId, type ComponentProps } from 'react';
import { CONTROL, describedBy, FieldNotes } from './field.tsx';

type Props = Omit<ComponentProps<'select'>, 'id'> & {
  label: string;
  /** Keeps the label for screen readers only. */
  quiet?: boolean;
  hint?: string | undefined;
  error?: string | undefined;
};

/** A labelled choice; `children` are its options, the chosen one by `defaultValue`. */
export function Select({ label, quiet = false, hint, error, className = '', ...select }: Props) {
  const id = useId();
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <label htmlFor={id} className={quiet ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <select id={id} className={`${CONTROL} pe-8`} {...describedBy(id, hint, error)} {...select} />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
