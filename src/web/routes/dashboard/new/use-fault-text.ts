import type { FaultSaid } from 'notpanel/web/server/dashboard/new-order/fault-text.ts';
import { useFrame } from '../../../frame.ts';
import { formatAmount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { PLATFORM_NAMES } from './platform-names.ts';

/** Says a fault in the page's language. */
export function useFaultText(): (fault: FaultSaid) => string {
  const { site, locale } = useFrame();
  const t = useText('newOrder');
  return ({ key, values }) => {
    const { amount, platform } = values;
    return t(
      `faults.${key}` as 'faults.missing',
      {
        ...values,
        ...(amount === undefined
          ? {}
          : { amount: formatAmount(locale, String(amount), site.currency) }),
        ...(platform === undefined ? {} : { platform: PLATFORM_NAMES[platform] ?? platform }),
      } as never,
    );
  };
}
