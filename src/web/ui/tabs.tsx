import { A } from './a.tsx';

type Tab = { href: string; label: string; count?: string | undefined; here: boolean };

/** The same list seen by one of its states: links, so that a tab has an address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {tabs.map(({ href, label: name, count, here }) => (
          <li key={href} className="shrink-0">
            <A
              href={href}
              aria-current={here ? 'page' : undefined}
              className="block border-b-2 border-transparent py-2.5 text-sm text-soft hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
            >
              {name}
              {count === undefined ? null : (
                <span className="ms-1.5 text-xs font-normal text-soft">{count}</span>
              )}
            </A>
          </li>
        ))}
      </ul>
    </nav>
  );
}
