import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { Button } from '../ui/button.tsx';

/** The way in, at the end of the page. */
export function Closing() {
  const { visitor } = useFrame();
  const t = useText('home');
  return (
    <section className="page pt-24">
      <div className="flex flex-wrap items-end justify-between gap-8 rounded-xl bg-ink px-6 py-10 text-paper sm:px-10 sm:py-12">
        <div className="grid max-w-xl gap-3">
          <h2 className="text-3xl/9 font-semibold tracking-[-0.03em] text-balance sm:text-4xl/11 rtl:tracking-normal">
            {t('closing.title')}
          </h2>
          <p className="text-pretty opacity-80">{t('closing.text')}</p>
        </div>
        <p className="flex flex-wrap gap-3">
          <A
            href={visitor ? '/dashboard' : '/sign-up'}
            className="inline-flex h-11 items-center rounded-md bg-paper px-5 font-medium text-ink hover:opacity-90"
          >
            {t(visitor ? 'closing.dashboard' : 'closing.account')}
          </A>
          <Button
            as={A}
            href="/pricing"
            kind="quiet"
            size="large"
            className="text-paper hover:text-ink"
          >
            {t('closing.pricing')}
          </Button>
        </p>
      </div>
    </section>
  );
}
