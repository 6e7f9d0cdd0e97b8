import { useText } from '../../../text.ts';
import { Tabs } from '../../../ui/tabs.tsx';

const PAGES = [
  ['transactions', '/dashboard/wallet'],
  ['statements', '/dashboard/wallet/statements'],
  ['invoices', '/dashboard/wallet/invoices'],
  ['refund', '/dashboard/wallet/refund'],
  ['details', '/dashboard/wallet/details'],
] as const;

/** The parts of the wallet. */
export function WalletTabs({ here }: { here: (typeof PAGES)[number][0] }) {
  const t = useText('wallet');
  return (
    <div className="mb-6">
      <Tabs
        label={t('title')}
        tabs={PAGES.map(([name, href]) => ({
          href,
          label: t(`tabs.${name}`),
          here: name === here,
        }))}
      />
    </div>
  );
}
