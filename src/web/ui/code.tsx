import { useId, type ReactNode } from 'react';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';

type Props = { title: string; children: ReactNode; note?: ReactNode };

/** Code under its title, with a button that copies it where there is a script. */
export function Code({ title, children, note }: Props) {
  const id = useId();
  const t = useText('common');
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-card">
      <figcaption className="flex h-11 items-center justify-between gap-3 border-b border-line ps-4 pe-2 font-mono text-xs text-soft">
        {title}
        <span className="flex items-center gap-2">
          {note}
          <CopyButton of={id} label={t('copy')} />
        </span>
      </figcaption>
      {/* A region that scrolls is reached by the keyboard. */}
      <pre
        tabIndex={0}
        dir="ltr"
        className="overflow-x-auto p-4 text-start font-mono text-[13px]/6"
      >
        <code id={id}>{children}</code>
      </pre>
    </figure>
  );
}

/** Copies the text of another element. Without a script it is not shown, and its place is empty. */
export function CopyButton({ of, label }: { of: string; label: string }) {
  return (
    <button
      type="button"
      data-copy={of}
      aria-label={label}
      title={label}
      className="group invisible grid size-8 cursor-pointer place-items-center rounded-md hover:bg-sunken hover:text-ink scripted:visible"
    >
      <Icon name="copy" className="size-4 group-data-copied:hidden" />
      <Icon name="check" className="hidden size-4 text-completed group-data-copied:block" />
    </button>
  );
}
