import { useText } from '../../../text.ts';
import { Tabs } from '../../../ui/tabs.tsx';

const PAGES = [
  ['keys', '/dashboard/api'],
  ['requests', '/dashboard/api/requests'],
  ['usage', '/dashboard/api/usage'],
] as const;

type Name = (typeof PAGES)[number][0];

/** The pages of the developer's console. */
export function ApiTabs({ here }: { here: Name }) {
  const t = useText('keys');
  return (
    <div className="mb-6">
      <Tabs
        label={t('pages')}
        tabs={PAGES.map(([name, href]) => ({
          href,
          label: t(`tabs.${name}`),
          here: name === here,
        }))}
      />
    </div>
  );
}
