const STATES = {
  pending: 'bg-pending-back text-pending',
  running: 'bg-running-back text-running',
  completed: 'bg-completed-back text-completed',
  partial: 'bg-partial-back text-partial',
  canceled: 'bg-canceled-back text-canceled',
} as const;

export type State = keyof typeof STATES;

const LOOK =
  'inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap';

/** The classes of a state, for scripts that change it. */
export const statusLook = (state: State): string => `${LOOK} ${STATES[state]}`;

/** A state in its colour, always with its word. */
export function Status({ state, children }: { state: State; children: string }) {
  return (
    <span className={statusLook(state)}>
      <span className="size-1.5 rounded-full bg-current" aria-hidden="true" />
      {children}
    </span>
  );
}
