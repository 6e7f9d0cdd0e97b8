import type { Giveaway } from 'notpanel/promotions/index.ts';
import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Code } from './code.tsx';
import { Icon } from './icon.tsx';

const STEPS = ['commit', 'enter', 'close', 'beacon', 'draw'] as const;
const DOUBTS = ['seed', 'grind', 'abort', 'late', 'owner'] as const;

/** How the draw works, what it proves and what not, and how to check one. */
export function GiveawayGuide({ example }: { example: Giveaway | undefined }) {
  const t = useText('giveaway');
  const { site } = useFrame();
  const list = `${site.url}/giveaway/${example?.id ?? 1}/entries.json`;
  return (
    <section className="mt-20 grid gap-14">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">{t('how.title')}</h2>
        <ol className="mt-6 grid gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-2 lg:grid-cols-5">
          {STEPS.map((step, at) => (
            <li key={step} className="grid content-start gap-2 bg-paper p-5">
              <span className="font-mono text-xs text-accent-text">{at + 1}</span>
              <h3 className="font-semibold">{t(`how.${step}.title`)}</h3>
              <p className="text-sm/6 text-soft">{t(`how.${step}.text`)}</p>
            </li>
          ))}
        </ol>
      </div>
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <div>
          <h2 className="text-2xl font-semibold tracking-tight">{t('check.title')}</h2>
          <p className="mt-3 text-soft">{t('check.text')}</p>
          <p className="mt-4 text-sm">
            <A
              href="/giveaway/verify.mjs"
              className="text-accent-text underline underline-offset-4"
            >
              {t('check.script')}
            </A>
          </p>
        </div>
        <Code title={t('check.run')}>
          {`curl -O ${site.url}/giveaway/verify.mjs\nnode verify.mjs ${list}`}
        </Code>
      </div>
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">{t('trust.title')}</h2>
        <div className="mt-4 border-t border-line">
          {DOUBTS.map((doubt) => (
            <details key={doubt} className="group border-b border-line">
              <summary className="flex cursor-pointer list-none items-center justify-between gap-4 py-4 font-medium [&::-webkit-details-marker]:hidden">
                {t(`trust.${doubt}.title`)}
                <Icon
                  name="chevron"
                  className="size-4 text-soft transition-transform group-open:rotate-180"
                />
              </summary>
              <p className="max-w-3xl pb-5 text-soft">{t(`trust.${doubt}.text`)}</p>
            </details>
          ))}
        </div>
      </div>
    </section>
  );
}
