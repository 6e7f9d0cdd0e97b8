import type { ReactNode } from 'react';

type Props = {
  title?: string;
  /** Beside the title, such as a link to all of it. */
  aside?: ReactNode;
  /** Its content comes with its own margins, such as a table from edge to edge. */
  bare?: boolean;
  className?: string;
  children: ReactNode;
};

/** A sheet of paper on the page. */
export function Card({ title, aside, bare = false, className = '', children }: Props) {
  return (
    <section className={`rounded-lg border border-line bg-card ${className}`}>
      {title === undefined ? null : (
        <div className="flex items-baseline justify-between gap-4 px-5 pt-4 pb-3">
          <h2 className="text-sm font-medium">{title}</h2>
          {aside === undefined ? null : <div className="text-sm text-soft">{aside}</div>}
        </div>
      )}
      {bare ? (
        children
      ) : (
        <div className={title === undefined ? 'p-5' : 'px-5 pb-5'}>{children}</div>
      )}
    </section>
  );
}
