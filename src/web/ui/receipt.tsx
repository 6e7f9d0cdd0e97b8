import type { ReactNode } from 'react';

/** Lines of a receipt: labels and values joined by dots. */
export function Receipt({ children }: { children: ReactNode }) {
  return <dl className="grid gap-2.5 text-sm">{children}</dl>;
}

type Line = { label: ReactNode; children: ReactNode };

export function ReceiptLine({ label, children }: Line) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-soft">{label}</dt>
      <span aria-hidden="true" className="min-w-4 grow border-b border-dotted border-edge" />
      <dd className="text-end font-medium">{children}</dd>
    </div>
  );
}

/** The last line, under a dashed rule. */
export function ReceiptTotal({ label, children }: Line) {
  return (
    <div className="mt-1.5 flex items-baseline justify-between gap-4 border-t border-dashed border-edge pt-3.5">
      <dt className="text-soft">{label}</dt>
      <dd className="text-end text-2xl font-semibold tracking-tight">{children}</dd>
    </div>
  );
}
