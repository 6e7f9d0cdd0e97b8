import type { ShownTicket } from 'notpanel/web/server/dashboard/shown-ticket.ts';
import type { ReactNode } from 'react';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Receipt, ReceiptLine } from '../../../ui/receipt.tsx';

type Props = { ticket: ShownTicket; zone: string; now: Date; hasGoals: boolean; path: string };

/** What a ticket is about, and by when it is answered. */
export function TicketFacts({ ticket, zone, now, hasGoals, path }: Props) {
  const { reference, kind, state, priority, openedAt, closedAt } = ticket;
  const t = useText('tickets');
  const contact = useText('contact');
  const action = useHref(path);
  return (
    <Card className="max-lg:order-1">
      <Receipt>
        <ReceiptLine label={t('fact.reference')}>
          <bdi dir="ltr" className="font-mono text-xs">
            {reference}
          </bdi>
        </ReceiptLine>
        <ReceiptLine label={t('fact.kind')}>{contact(`kind.${kind}`)}</ReceiptLine>
        <Links ticket={ticket} />
        <ReceiptLine label={t('fact.priority')}>{t(`priority.${priority}`)}</ReceiptLine>
        <ReceiptLine label={t('fact.opened')}>
          <Moment at={openedAt} zone={zone} />
        </ReceiptLine>
        {closedAt === null ? null : (
          <ReceiptLine label={t('fact.closed')}>
            <Moment at={closedAt} zone={zone} />
          </ReceiptLine>
        )}
      </Receipt>
      {state === 'open' ? <Goal ticket={ticket} zone={zone} now={now} hasGoals={hasGoals} /> : null}
      {state === 'closed' ? null : (
        <form method="post" action={action} className="mt-5 print:hidden">
          <Button kind="plain" size="small" name="intent" value="close">
            {t('close')}
          </Button>
        </form>
      )}
    </Card>
  );
}

/** What the operator means to do, said as such; without a goal nothing is promised. */
function Goal({ ticket, zone, now, hasGoals }: Omit<Props, 'path'>) {
  const t = useText('tickets');
  const { goalAt } = ticket;
  if (goalAt === null) return hasGoals ? <Small>{t('noGoal')}</Small> : null;
  return (
    <Small>
      {t(goalAt < now ? 'goalLate' : 'goal')} <Moment at={goalAt} zone={zone} />
    </Small>
  );
}

const Small = ({ children }: { children: ReactNode }) => (
  <p className="mt-4 border-t border-dashed border-edge pt-4 text-sm text-soft">{children}</p>
);

const PLACES = {
  order: ['ord_', '/dashboard/orders/'],
  payment: ['pay_', '/dashboard/wallet/payments/'],
} as const;

function Links({ ticket: { links } }: { ticket: ShownTicket }) {
  const t = useText('tickets');
  return (
    <>
      {(['order', 'payment'] as const).map((kind) => {
        const [prefix, place] = PLACES[kind];
        const ids = links[kind];
        if (ids.length === 0) return null;
        return (
          <ReceiptLine key={kind} label={t(`fact.${kind}`, { count: ids.length })}>
            <span className="flex flex-wrap justify-end gap-x-2 font-mono text-xs">
              {ids.map((id) => (
                <A key={id} href={place + id} className="underline underline-offset-3" dir="ltr">
                  {prefix}
                  {id}
                </A>
              ))}
            </span>
          </ReceiptLine>
        );
      })}
      {links.delivery.length === 0 ? null : (
        <ReceiptLine label={t('fact.delivery', { count: links.delivery.length })}>
          <bdi dir="ltr" className="font-mono text-xs">
            {links.delivery.map((id) => `dlv_${id}`).join(' ')}
          </bdi>
        </ReceiptLine>
      )}
    </>
  );
}
