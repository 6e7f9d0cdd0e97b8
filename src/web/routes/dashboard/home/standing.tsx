import type { ReactNode } from 'react';
import type { Money } from 'notpanel/lib/money.ts';
import { formatCount } from '../../../numbers.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Price } from '../../../ui/price.tsx';

type Props = { balance: Money; held: Money; open: number };

/** The three numbers of an account, each a way to its rows. */
export function Standing({ balance, held, open }: Props) {
  const { locale } = useFrame();
  const t = useText('dash');
  return (
    <dl className="grid divide-line rounded-lg border border-line bg-card max-sm:divide-y sm:grid-cols-3 sm:divide-x sm:rtl:divide-x-reverse">
      <Figure label={t('balance')} href="/dashboard/wallet">
        <Price amount={balance} />
      </Figure>
      <Figure label={t('held')} href="/dashboard/orders?tab=in_progress">
        <Price amount={held} />
      </Figure>
      <Figure label={t('open')} href="/dashboard/orders?tab=in_progress">
        {open >= MOST ? `${formatCount(locale, MOST)}+` : formatCount(locale, open)}
      </Figure>
    </dl>
  );
}

const MOST = 1_000; // counted so far and no further

function Figure({ label, href, children }: { label: string; href: string; children: ReactNode }) {
  return (
    <div className="px-5 py-4">
      <dt className="font-mono text-xs tracking-wide text-soft uppercase">{label}</dt>
      <dd className="mt-1 text-2xl font-semibold tracking-tight">
        <A href={href} className="hover:underline">
          {children}
        </A>
      </dd>
    </div>
  );
}
