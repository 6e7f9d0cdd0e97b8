import { A } from './a.tsx';
import { Button } from './button.tsx';
import { use } from 'react';
import { FrameContext } from '../frame.ts';
import { textOf } from '../text.ts';
import { SiteFooter } from './site-footer.tsx';
import { SiteHeader } from './site-header.tsx';

const KINDS: Readonly<Record<number, 'missing' | 'refused' | 'away'>> = {
  403: 'refused',
  404: 'missing',
  503: 'away',
};

/** What is shown in place of a page: it is not there, or it could not be rendered. */
export function Failure({ status }: { status: number }) {
  const frame = use(FrameContext);
  // Without a frame nothing is known of shop and visitor, and nothing but the words is safe to draw.
  if (!frame) return <Words status={status} />;
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader />
      <Words status={status} />
      <SiteFooter />
    </div>
  );
}

function Words({ status }: { status: number }) {
  const frame = use(FrameContext);
  const t = textOf(frame?.locale ?? 'en', 'errors');
  const kind = KINDS[status] ?? 'failed';
  return (
    <main id="main" className="page grid grow content-center gap-4 py-24">
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
