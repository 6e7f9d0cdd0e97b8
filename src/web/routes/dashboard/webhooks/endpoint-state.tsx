import type { Endpoint } from 'notpanel/webhooks/index.ts';
import { useText } from '../../../text.ts';
import { Status } from '../../../ui/status.tsx';

const STATES = { active: 'completed', failing: 'partial', disabled: 'canceled' } as const;

/** Whether messages arrive there. */
export function EndpointState({ state }: Pick<Endpoint, 'state'>) {
  const t = useText('hooks');
  return <Status state={STATES[state]}>{t(`state.${state}`)}</Status>;
}
