import type { ReactNode } from 'react';

type Props = { title: string; children?: ReactNode };

/** In place of a list that has nothing in it: what would stand here, and what to do for it. */
export function Empty({ title, children }: Props) {
  return (
    <div className="grid justify-items-center gap-4 rounded-lg border border-dashed border-edge px-6 py-12 text-center">
      <p className="max-w-prose text-sm text-soft">{title}</p>
      {children === undefined ? null : (
        <div className="flex flex-wrap justify-center gap-2">{children}</div>
      )}
    </div>
  );
}
