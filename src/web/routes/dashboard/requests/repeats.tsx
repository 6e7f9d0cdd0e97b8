import type { LoggedCall } from 'notpanel/requests/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Second } from '../../../ui/second.tsx';

type Props = {
  call: LoggedCall;
  /** The call that placed the order; null: it is not in the log any more, or was placed by a page. */
  original: LoggedCall | null;
  /** Other calls that were answered with the same order. */
  repeats: readonly LoggedCall[];
  zone: string;
};

const MOST = 20;

/** Which call this one repeated, and which ones repeated it: charged was only the first. */
export function Repeats({ call, original, repeats, zone }: Props) {
  const t = useText('requests');
  return (
    <>
      {call.isRepeat ? (
        <Notice>
          {original ? (
            <>
              {t('repeatOf')}{' '}
              <A href={`/dashboard/api/requests/${original.requestId}`} className="underline">
                <bdi className="font-mono text-xs">{original.requestId}</bdi>
              </A>{' '}
              (<Second at={original.at} zone={zone} />)
            </>
          ) : (
            t('repeatOfOlder')
          )}
        </Notice>
      ) : null}
      {repeats.length > 0 ? (
        <Card title={call.isRepeat ? t('otherRepeats') : t('repeats', { count: repeats.length })}>
          <ul className="grid gap-1.5 text-sm">
            {repeats.slice(0, MOST).map((one) => (
              <li key={one.requestId} className="flex flex-wrap gap-x-4">
                <A href={`/dashboard/api/requests/${one.requestId}`} className="underline">
                  <bdi className="font-mono text-xs">{one.requestId}</bdi>
                </A>
                <span className="text-soft">
                  <Second at={one.at} zone={zone} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}
