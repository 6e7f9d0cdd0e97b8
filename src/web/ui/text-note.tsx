import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { Notice } from './notice.tsx';

type Props = {
  /** Of the text that is shown. */
  language: string;
  /** Placeholders that the operator has not filled in. */
  unfilled?: readonly string[];
};

/** What a reader should know of a text before reading: it is in English, or names nobody yet. */
export function TextNote({ language, unfilled = [] }: Props) {
  const { locale } = useFrame();
  const t = useText('content');
  const notes = [
    ...(language === locale ? [] : [['info', t('untranslated')] as const]),
    ...(unfilled.length === 0 ? [] : [['warning', t('unnamed')] as const]),
  ];
  if (notes.length === 0) return null;
  return (
    <div className="grid max-w-2xl gap-3">
      {notes.map(([kind, text]) => (
        <Notice key={kind} kind={kind}>
          {text}
        </Notice>
      ))}
    </div>
  );
}
