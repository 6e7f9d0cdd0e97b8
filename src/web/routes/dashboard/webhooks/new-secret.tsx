import { useText } from '../../../text.ts';
import { Code } from '../../../ui/code.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** The only time that anybody sees it. */
export function NewSecret({ secret }: { secret: string }) {
  const t = useText('hooks');
  return (
    <div className="grid gap-3">
      <Notice kind="done">{t('shownOnce')}</Notice>
      <Code title={t('secret')}>{secret}</Code>
    </div>
  );
}
