import type { ReactNode } from 'react';
import type { FilledFrom } from 'notpanel/web/server/dashboard/new-order/load-order-form.ts';
import { asRate } from 'notpanel/lib/money.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Price } from '../../../ui/price.tsx';

export type Done = { kind: 'placed' | 'already' | 'scheduled'; order: number };

type Props = {
  done: Done | null;
  gone: { id: number; name: string | null } | null;
  isOver: boolean;
  from: FilledFrom | null;
  did: 'template' | 'link' | 'priced' | null;
};

/** What happened a moment ago, and what the form was filled from. */
export function Notices({ done, gone, isOver, from, did }: Props) {
  const t = useText('newOrder');
  const wasKept = did === 'template' || did === 'link';
  if (!done && !gone && !isOver && !from && !wasKept) return null;
  return (
    <div className="mb-6 grid gap-3">
      {done && !did ? (
        <Notice kind={done.kind === 'already' ? 'warning' : 'done'}>
          {t.rich(`done.${done.kind}`, { id: done.order, a: orderLink(done.order) })}
        </Notice>
      ) : null}
      {gone ? (
        <Notice kind="warning">
          {gone.name === null
            ? t('gone.unknown', { id: gone.id })
            : t('gone.off', { name: gone.name })}
        </Notice>
      ) : null}
      {isOver ? <Notice kind="wrong">{t('tooMany')}</Notice> : null}
      {wasKept ? (
        <Notice kind="done">
          {t.rich(`kept.${did}`, { a: (words) => link('/dashboard/new/saved', words) })}
        </Notice>
      ) : null}
      {from ? <From from={from} /> : null}
    </div>
  );
}

function From({ from }: { from: FilledFrom }) {
  const t = useText('newOrder');
  if (from.kind === 'template') return <Notice>{t('from.template', { name: from.name })}</Notice>;
  if (from.was === from.now) {
    return <Notice>{t.rich('from.order', { id: from.id, a: orderLink(from.id) })}</Notice>;
  }
  return (
    <Notice kind="warning">
      {t.rich('from.changed', {
        id: from.id,
        a: orderLink(from.id),
        was: () => <Price rate={asRate(from.was)} />,
        now: () => <Price rate={asRate(from.now)} />,
      })}
    </Notice>
  );
}

const orderLink = (id: number) =>
  function OrderLink(words: ReactNode) {
    return link(`/dashboard/orders/${id}`, words);
  };

const link = (href: string, words: ReactNode) => (
  <A href={href} className="font-medium underline">
    {words}
  </A>
);
