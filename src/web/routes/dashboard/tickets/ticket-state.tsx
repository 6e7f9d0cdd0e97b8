import type { TicketState } from 'notpanel/support/index.ts';
import { useText } from '../../../text.ts';

/** The colours of states are those of orders: this is a word, with a dot while somebody waits. */
export function TicketState({ state }: { state: TicketState }) {
  const t = useText('tickets');
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border border-edge px-2 py-0.5 text-xs font-medium whitespace-nowrap">
      {state === 'closed' ? null : (
        <span
          aria-hidden="true"
          className={`size-1.5 rounded-full ${state === 'answered' ? 'bg-accent' : 'bg-current opacity-50'}`}
        />
      )}
      {t(`state.${state}`)}
    </span>
  );
}
