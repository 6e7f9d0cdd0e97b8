import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import type { ListView } from './list-view.ts';

/** Says what could be let go, and what there would be then. */
export function NothingFound({ view }: { view: ListView }) {
  const t = useText('services');
  if (view.onSale === 0) {
    return <p className="border-t border-line py-16 text-lg text-soft">{t('empty.shop')}</p>;
  }
  return (
    <section className="border-t border-edge py-12">
      <h2 className="text-xl font-semibold tracking-tight">{t('empty.title')}</h2>
      {view.suggestions.length > 0 ? (
        <>
          <p className="mt-2 text-soft">{t('empty.suggest')}</p>
          <ul className="mt-5 max-w-xl border-t border-line">
            {view.suggestions.map(({ demand, total, href }) => (
              <li key={demand} className="border-b border-line">
                <A href={href} className="flex justify-between gap-4 py-3 hover:bg-sunken">
                  <span>{t('empty.without', { demand: t(`demand.${demand}`) })}</span>
                  <span className="text-soft">{t('found', { count: total })}</span>
                </A>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="mt-2 max-w-prose text-soft">{t('empty.text')}</p>
      )}
      <Button as={A} href="/services" kind="plain" className="mt-6">
        {t('empty.all', { count: view.onSale })}
      </Button>
    </section>
  );
}
