import type { FaultCode, LineFault, Unreadable } from 'notpanel/baskets/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';

const NAMED = [
  'service_not_found',
  'invalid_link',
  'quantity_too_small',
  'quantity_too_large',
  'missing_parameter',
  'comments_missing',
  'invalid_parameter',
  'link_active',
  'insufficient_balance',
  'unreadable',
  'too_many_fields',
  'repeated',
  'price_changed',
  'not_alone',
] as const satisfies readonly FaultCode[];

/** Says what is wrong with a line. */
export function useFault(): (fault: LineFault) => string {
  const { locale } = useFrame();
  const t = useText('mass');
  return ({ code, parameter = '', number }) => {
    const named = NAMED.find((one) => one === code) ?? 'other';
    const shown = number === undefined ? '' : formatCount(locale, number);
    return t(`faults.${named}`, { parameter, number: shown });
  };
}

/** Says why nothing of a text can be read. */
export function useUnreadable(): (unreadable: Unreadable) => string {
  const t = useText('mass');
  return ({ why, at = 0, column = '' }) => t(`unreadable.${why}`, { at, column });
}
