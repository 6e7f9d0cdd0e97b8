import type { ReactNode } from 'react';
import { Crumbs, type Crumb } from './crumbs.tsx';

type Props = {
  title: string;
  lead?: ReactNode;
  /** The pages above this one. */
  trail?: readonly Crumb[];
  children?: ReactNode;
};

/** What a page of the dashboard is, and what can be done on it. */
export function PageHead({ title, lead, trail, children }: Props) {
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        {trail === undefined ? null : <Crumbs trail={trail} />}
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {lead === undefined ? null : <p className="mt-1.5 max-w-prose text-sm text-soft">{lead}</p>}
      </div>
      {children === undefined ? null : <div className="flex flex-wrap gap-2">{children}</div>}
    </div>
  );
}
