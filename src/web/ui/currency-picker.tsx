import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { useHref } from './a.tsx';

/** Chooses the currency that prices are also shown in: a plain form, a button each. */
export function CurrencyPicker() {
  const { site, path, display, currencies } = useFrame();
  const t = useText('currency');
  const action = useHref('/preferences');
  if (currencies.length === 0) return null;
  const chosen = display?.currency ?? site.currency;
  return (
    <form method="post" action={action} className="grid gap-2">
      <input type="hidden" name="back" value={path} />
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-2 text-xs text-soft">{t('choose')}</legend>
        {[site.currency, ...currencies].map((currency) => (
          <button
            key={currency}
            name="currency"
            value={currency === site.currency ? '' : currency}
            aria-pressed={currency === chosen}
            className="h-7 cursor-pointer rounded-md border border-line px-2 font-mono text-xs text-soft hover:border-edge hover:text-ink aria-pressed:border-ink aria-pressed:text-ink"
          >
            {currency}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
