import { A } from './a.tsx';
import { Button } from './button.tsx';
import { use } from 'react';
import { FrameContext } from '../frame.ts';
import { textOf } from '../text.ts';

const KINDS: Readonly<Record<number, 'missing' | 'refused' | 'away'>> = {
  403: 'refused',
  404: 'missing',
  503: 'away',
};

/** What is shown in place of a page: it is not there, or it could not be rendered. */
export function Failure({ status }: { status: number }) {
  const frame = use(FrameContext);
  const t = textOf(frame?.locale ?? 'en', 'errors');
  const kind = KINDS[status] ?? 'failed';
  return (
    <main id="main" className="page grid min-h-[70vh] content-center gap-4 py-16">
      <title>{t(`${kind}.title`)}</title>
      <meta name="robots" content="noindex" />
      <p className="font-mono text-sm text-soft">{status}</p>
      <h1 className="text-4xl font-semibold tracking-tight">{t(`${kind}.title`)}</h1>
      <p className="max-w-prose text-lg text-soft">{t(`${kind}.text`)}</p>
      <p className="mt-4">
        {frame ? (
          <Button as={A} href="/">
            {t('home')}
          </Button>
        ) : (
          <a href="/">{t('home')}</a>
        )}
      </p>
    </main>
  );
}
