import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { CodePanels, LanguageTabs } from '../../../ui/docs-sample.tsx';
import type { Order } from './service-view.ts';

const ID = 'add-call';

/** The call that orders the service, as the server takes it. */
export function OrderByApi({ order }: { order: Order }) {
  const t = useText('service');
  return (
    <>
      <figure id={ID} className="overflow-hidden rounded-lg border border-line bg-card">
        <figcaption className="border-b border-line px-4 pt-2">
          <LanguageTabs id={ID} {...order} />
        </figcaption>
        <CodePanels id={ID} {...order} />
      </figure>
      <p className="mt-2 text-sm text-soft">
        {t.rich('order.text', {
          docs: (words) => (
            <A href="/developers/add-order" className="text-accent-text underline">
              {words}
            </A>
          ),
        })}
      </p>
    </>
  );
}
