import { Fragment } from 'react';
import { A } from './a.tsx';

export type Crumb = { href: string; label: string };

/** The pages above a page, the way back first. */
export function Crumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <p className="mb-1 flex flex-wrap gap-x-1.5 text-sm text-soft">
      {trail.map(({ href, label }, at) => (
        <Fragment key={href}>
          {at > 0 ? <span aria-hidden="true">/</span> : null}
          <A href={href} className="hover:text-ink hover:underline">
            {label}
          </A>
        </Fragment>
      ))}
    </p>
  );
}
