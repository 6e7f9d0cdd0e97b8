import { useId } from 'react';
import { describedBy, FieldNotes } from './field.tsx';

type Props = {
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** As browsers filter by it; the server looks at the content. */
  accept: string;
  multiple?: boolean;
};

/** Files of somebody's disk, in a form that is sent as `multipart/form-data`. */
export function FileField({ name, label, hint, error, accept, multiple = false }: Props) {
  const id = useId();
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        name={name}
        accept={accept}
        multiple={multiple}
        className="w-full min-w-0 rounded-md border border-dashed border-edge bg-card p-2.5 text-sm text-soft file:me-3 file:h-8 file:rounded-md file:border file:border-solid file:border-edge file:bg-paper file:px-3 file:text-sm file:font-medium file:text-ink aria-[invalid=true]:border-canceled"
        {...describedBy(id, hint, error)}
      />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
