import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';

/** Above a document: the way back to its list, and the document as a file. */
export function PaperHead({ back, label, pdf }: { back: string; label: string; pdf: string }) {
  const t = useText('wallet');
  return (
    <div className="mb-5 flex max-w-3xl flex-wrap items-center justify-between gap-4">
      <A href={back} className="inline-flex items-center gap-2 text-sm text-soft hover:text-ink">
        <Icon name="arrow" className="size-4 rotate-180 rtl:rotate-0" />
        {label}
      </A>
      <Button as={A} kind="plain" size="small" href={pdf} download>
        {t('pdf')}
      </Button>
    </div>
  );
}
