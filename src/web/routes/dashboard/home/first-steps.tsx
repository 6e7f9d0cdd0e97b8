import type { Money } from 'notpanel/lib/money.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';

type Props = { balance: Money; hasKey: boolean };

/** In place of orders, where there are none yet. */
export function FirstSteps({ balance, hasKey }: Props) {
  const t = useText('dash');
  const steps = [
    { name: 'funds', href: '/dashboard/wallet/add', done: balance > 0n },
    { name: 'order', href: '/dashboard/new', done: false },
    { name: 'key', href: '/dashboard/api', done: hasKey },
  ] as const;
  const next = steps.find(({ done }) => !done);
  return (
    <section className="rounded-lg border border-line bg-card">
      <h2 className="px-5 pt-4 pb-3 text-sm font-medium">{t('first.title')}</h2>
      <ol className="divide-y divide-line border-t border-line">
        {steps.map((step, at) => (
          <li key={step.name} className="flex items-center gap-4 px-5 py-4">
            <span
              className={`grid size-7 shrink-0 place-items-center rounded-full text-sm ${
                step.done ? 'bg-completed-back text-completed' : 'border border-edge text-soft'
              }`}
            >
              {step.done ? <Icon name="check" className="size-4" /> : at + 1}
            </span>
            <div className="min-w-0 grow">
              <p className="text-sm font-medium">{t(`first.${step.name}.title`)}</p>
              <p className="mt-0.5 text-sm text-soft">{t(`first.${step.name}.lead`)}</p>
            </div>
            {step.done ? null : (
              <Button
                as={A}
                href={step.href}
                size="small"
                kind={step === next ? 'primary' : 'plain'}
              >
                {t(`first.${step.name}.go`)}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
