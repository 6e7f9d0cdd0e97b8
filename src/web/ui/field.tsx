import { useId, type ComponentProps } from 'react';

type Props = Omit<ComponentProps<'input'>, 'id'> & {
  label: string;
  hint?: string | undefined;
  /** What is wrong with the value, and what would be right. */
  error?: string | undefined;
};

export const CONTROL =
  'h-11 w-full rounded-md border border-edge bg-card px-3 text-base text-ink placeholder:text-soft aria-[invalid=true]:border-canceled disabled:opacity-60';

/** A labelled input with its hint and, after a form came back, what is wrong with it. */
export function Field({ label, hint, error, className = '', ...input }: Props) {
  const id = useId();
  return (
    <div className={`grid content-start gap-1.5 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input id={id} className={CONTROL} {...describedBy(id, hint, error)} {...input} />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** The attributes that tie a control to its notes. */
export const describedBy = (id: string, hint?: string, error?: string) => ({
  ...(hint || error ? { 'aria-describedby': `${id}-notes` } : {}),
  ...(error ? { 'aria-invalid': true as const } : {}),
});

export function FieldNotes({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: string | undefined;
  error?: string | undefined;
}) {
  if (!hint && !error) return null;
  return (
    <p id={`${id}-notes`} className="text-sm">
      {error ? <span className="block text-canceled">{error}</span> : null}
      {hint ? <span className="text-soft">{hint}</span> : null}
    </p>
  );
}
