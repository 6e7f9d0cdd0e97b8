import { useId, type ComponentProps } from 'react';
import { Icon } from './icon.tsx';
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
    <div className={`grid content-start gap-1.5 ${className}`}>
      <label htmlFor={id} className={quiet ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <span className="relative grid">
        <select
          id={id}
          className={`${CONTROL} appearance-none pe-9`}
          {...describedBy(id, hint, error)}
          {...select}
        />
        <Icon
          name="chevron"
          className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-soft"
        />
      </span>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
