import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A, useHref } from './a.tsx';
import { Button } from './button.tsx';

/** In place of a form that only whoever has just shown who they are may send. */
export function ProveFirst({ section }: { section?: string }) {
  const { path } = useFrame();
  const t = useText('settings');
  const [here = '/dashboard'] = path.split('?');
  const next = encodeURIComponent(useHref(here) + (section ? `#${section}` : ''));
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-sm text-soft">{t('prove.lead')}</p>
      <Button as={A} href={`/prove?next=${next}`} kind="plain">
        {t('prove.button')}
      </Button>
    </div>
  );
}
