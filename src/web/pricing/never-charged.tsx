import { SectionHead } from '../home/section-head.tsx';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Icon } from '../ui/icon.tsx';

const NEVER = ['undelivered', 'twice', 'subscription', 'api', 'cancel', 'rounding'] as const;

/** What costs nothing here, whatever happens. */
export function NeverCharged() {
  const t = useText('pricing');
  return (
    <section className="page pt-20">
      <SectionHead title={t('never.title')} text={t('never.text')}>
        <A href="/why" className="text-sm text-accent-text underline underline-offset-4">
          {t('never.proof')}
        </A>
      </SectionHead>
      <ul className="mt-7 grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
        {NEVER.map((one) => (
          <li key={one} className="grid content-start gap-2 bg-card p-5">
            <h3 className="flex items-center gap-2.5 font-medium">
              <Icon name="close" className="size-4.5 text-accent-text" />
              {t(`never.${one}.title`)}
            </h3>
            <p className="text-sm/6 text-pretty text-soft">{t(`never.${one}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
