import type { Money } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Mark } from '../../../ui/mark.tsx';
import { Price } from '../../../ui/price.tsx';
import { isAt, PLACES } from './places.ts';

/** At the side of a wide screen: every place, and what there is to spend. */
export function Side({ balance }: { balance: Money }) {
  const { site } = useFrame();
  return (
    <aside className="sticky top-0 hidden h-dvh w-54 shrink-0 flex-col border-e border-line lg:flex print:hidden">
      <A
        href="/"
        className="flex h-14 shrink-0 items-center gap-2.5 border-b border-line px-4 font-semibold tracking-tight"
      >
        <Mark />
        <span className="truncate">{site.name}</span>
      </A>
      <Places className="grow overflow-y-auto px-2.5 py-2.5" />
      <Purse balance={balance} />
    </aside>
  );
}

export function Places({ className = '' }: { className?: string }) {
  const { path } = useFrame();
  const t = useText('dash');
  return (
    <nav aria-label={t('nav.label')} className={`grid content-start gap-3 ${className}`}>
      {PLACES.map((group) => (
        <ul key={group[0]?.name} className="grid gap-0.5">
          {group.map(({ name, href, icon }) => (
            <li key={name}>
              <A
                href={href}
                aria-current={isAt(path, href) ? 'page' : undefined}
                className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-soft hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink max-lg:h-11 max-lg:text-base"
              >
                <Icon name={icon} className="size-4.5" />
                {t(`nav.${name}`)}
              </A>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

function Purse({ balance }: { balance: Money }) {
  const t = useText('dash');
  return (
    <div className="m-2.5 grid shrink-0 gap-3 rounded-lg border border-line bg-card p-3">
      <A href="/dashboard/wallet" className="grid gap-0.5">
        <span className="font-mono text-xs tracking-wide text-soft uppercase">{t('balance')}</span>
        <span data-balance="" className="text-lg font-semibold tracking-tight">
          <Price amount={balance} />
        </span>
      </A>
      <Button as={A} href="/dashboard/wallet/add" kind="plain" size="small">
        {t('addFunds')}
      </Button>
    </div>
  );
}
