import type { ReactNode } from 'react';

type Props = { title: string; lead?: ReactNode; children: ReactNode; foot?: ReactNode };

/** A page with one thing to do: a title, a form, and the way elsewhere below. */
export function AccountCard({ title, lead, children, foot }: Props) {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
      {lead ? <p className="mt-2 text-soft">{lead}</p> : null}
      <div className="mt-6 grid gap-5">{children}</div>
      {foot ? <p className="mt-8 border-t border-line pt-5 text-sm text-soft">{foot}</p> : null}
    </>
  );
}
