import type { ReactNode } from 'react';
import { useText } from '../text.ts';
import { Button } from './button.tsx';

type Props = { id: string; title: string; yes: string; children: ReactNode };

/**
 * What a button with `data-ask` asks before its form is sent; without a script it is not asked. It
 * stands beside that form and not in it.
 */
export function Ask({ id, title, yes, children }: Props) {
  const t = useText('common');
  return (
    <dialog
      id={id}
      aria-labelledby={`${id}-title`}
      className="m-auto w-full max-w-md rounded-lg border border-line bg-card p-0 text-ink shadow-lg backdrop:bg-ink/40"
    >
      <div className="grid gap-2 p-5">
        <h2 id={`${id}-title`} className="font-medium">
          {title}
        </h2>
        <div className="text-sm text-soft">{children}</div>
      </div>
      <form method="dialog" className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button kind="quiet" size="small" value="no">
          {t('goBack')}
        </Button>
        <Button size="small" value="yes">
          {yes}
        </Button>
      </form>
    </dialog>
  );
}
