import type { StoryLine } from 'notpanel/orders/index.ts';
import { useText } from '../../../text.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import type { State } from '../../../ui/status.tsx';

type Props = { lines: readonly StoryLine[]; zone: string };

/** What happened to an order and its money, each with who said so and when. */
export function Story({ lines, zone }: Props) {
  const t = useText('orders');
  return (
    <ol className="story">
      {lines.map((line, at) => (
        <li key={at} data-state={stateOf(line)}>
          <span>
            <Words line={line} />
          </span>
          {line.what === 'money' ? (
            <span className="text-end font-medium">
              {SIGNS[line.step]}
              <Price amount={line.amount} />
            </span>
          ) : null}
          <small>
            <Moment at={line.at} zone={zone} />
            {line.what === 'money' ? null : ` · ${t(`source.${line.source}`)}`}
          </small>
          {line.what === 'request' && line.note !== null ? (
            <small dir="auto">{line.note}</small>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const SIGNS = { hold: '−', coupon: '', earn: '', refund: '+', coupon_return: '' } as const;

function Words({ line }: { line: StoryLine }) {
  const t = useText('orders');
  if (line.what === 'money') return <>{t(`money.${line.step}`)}</>;
  if (line.what === 'order') {
    return line.step === 'partial' && line.remains !== null ? (
      <>{t('partialBy', { count: line.remains })}</>
    ) : (
      <>{t(`step.${line.step}`)}</>
    );
  }
  return line.refillId === null ? (
    <>{t(`wish.${line.stage}`)}</>
  ) : (
    <>{t(`refill.${line.stage}`, { id: `ref_${line.refillId}` })}</>
  );
}

const STATES = {
  created: 'pending',
  in_progress: 'running',
  completed: 'completed',
  partial: 'partial',
  canceled: 'canceled',
  failed: 'canceled',
  paused: 'pending',
  resumed: 'running',
} as const satisfies Record<string, State>;

const stateOf = (line: StoryLine): State | undefined =>
  line.what === 'order' ? STATES[line.step] : undefined;
