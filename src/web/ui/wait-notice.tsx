import { useText } from '../text.ts';
import { Notice } from './notice.tsx';

export type Waiting = { minutes: number } | { seconds: number } | { spent: true };

/** Too many tries: when the next one may be made, or what helps instead. */
export function WaitNotice({ wait }: { wait: Waiting }) {
  const t = useText('account');
  return (
    <Notice kind="wrong">
      {'spent' in wait
        ? t('wait.spent')
        : 'minutes' in wait
          ? t('wait.minutes', { count: wait.minutes })
          : t('wait.seconds', { count: wait.seconds })}
    </Notice>
  );
}
