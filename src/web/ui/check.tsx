import type { ComponentProps, ReactNode } from 'react';

type Props = Omit<ComponentProps<'input'>, 'type' | 'children'> & {
  children: ReactNode;
  /** How many there are of it, as text. */
  count?: string;
};

/** A box to tick, its label and how much stands behind it. */
export function Check({ children, count, ...input }: Props) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-2.5 text-sm lg:min-h-8">
      <input type="checkbox" className="size-4 shrink-0 accent-ink" {...input} />
      <span className="flex min-w-0 grow items-center gap-2">{children}</span>
      {count === undefined ? null : <span className="text-xs text-soft">{count}</span>}
    </label>
  );
}
