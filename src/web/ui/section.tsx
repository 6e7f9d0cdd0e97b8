import type { ReactNode } from 'react';

type Props = { id: string; title: string; lead?: string; children: ReactNode };

/** A part of a page of settings: what it is about beside what can be done. */
export function Section({ id, title, lead, children }: Props) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-20 gap-x-12 gap-y-5 border-t border-line py-8 lg:grid-cols-[18rem_1fr]"
    >
      <div>
        <h2 id={`${id}-title`} className="font-medium">
          {title}
        </h2>
        {lead ? <p className="mt-1.5 max-w-prose text-sm text-soft">{lead}</p> : null}
      </div>
      <div className="grid max-w-xl min-w-0 content-start gap-5">{children}</div>
    </section>
  );
}
