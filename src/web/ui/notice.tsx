import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

const KINDS = {
  info: ['info', 'border-line bg-card text-ink'],
  done: ['check', 'border-transparent bg-completed-back text-completed'],
  warning: ['warning', 'border-transparent bg-partial-back text-partial'],
  wrong: ['warning', 'border-transparent bg-canceled-back text-canceled'],
} as const satisfies Record<string, readonly [IconName, string]>;

type Props = { kind?: keyof typeof KINDS; children: ReactNode };

/** Something the reader should know here and now; what went wrong is read out at once. */
export function Notice({ kind = 'info', children }: Props) {
  const [icon, look] = KINDS[kind];
  return (
    <div
      role={kind === 'wrong' ? 'alert' : 'status'}
      className={`flex gap-3 rounded-md border px-4 py-3 text-sm ${look}`}
    >
      <Icon name={icon} className="mt-0.5 size-4.5" />
      <div className="min-w-0 grow">{children}</div>
    </div>
  );
}
