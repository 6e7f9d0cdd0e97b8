import type { ReactNode } from 'react';

type Props = {
  /** Where one is, above the title. */
  over?: ReactNode;
  children: ReactNode;
  /** One or two sentences under it. */
  lead?: ReactNode;
};

/** What a page is about, in large letters. */
export function PageTitle({ over, children, lead }: Props) {
  return (
    <header className="grid max-w-3xl gap-4">
      {over ? <p className="font-mono text-xs tracking-wide text-soft">{over}</p> : null}
      <h1 className="text-4xl leading-[1.1] font-semibold tracking-tight text-balance md:text-5xl">
        {children}
      </h1>
      {lead ? <p className="max-w-2xl text-lg text-pretty text-soft">{lead}</p> : null}
    </header>
  );
}
