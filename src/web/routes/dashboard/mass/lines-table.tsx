import type { LineFault } from 'notpanel/baskets/index.ts';
import type { Money } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Price } from '../../../ui/price.tsx';
import { useFault } from './words.ts';
import { orderName } from '../../../order-name.ts';

export type ShownLine = {
  number: number;
  at: number;
  fields: Readonly<Record<string, string>>;
  service: { name: string } | null;
  charge: Money | null;
  fault: LineFault | null;
  orderId?: number | null;
};

const HEAD = 'px-3 py-2 font-mono text-xs font-normal tracking-wide text-soft uppercase';
const CELL = 'px-3 py-2 align-top';

/** Lines as they were pasted, and beside each what it costs or what is wrong with it. */
export function LinesTable({ lines, ended }: { lines: readonly ShownLine[]; ended: boolean }) {
  const t = useText('mass');
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-card">
      <table className="w-full table-fixed text-sm">
        <thead className="border-b border-line">
          <tr>
            <th scope="col" className={`${HEAD} w-12 text-start sm:w-16`}>
              {t('columns.line')}
            </th>
            <th scope="col" className={`${HEAD} text-start`}>
              {t('columns.service')}
            </th>
            <th scope="col" className={`${HEAD} w-28 text-end max-sm:hidden`}>
              {t('columns.quantity')}
            </th>
            {ended ? (
              <th scope="col" className={`${HEAD} w-28 text-start max-sm:w-20`}>
                {t('columns.order')}
              </th>
            ) : null}
            <th scope="col" className={`${HEAD} w-24 text-end sm:w-32`}>
              {t('columns.charge')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.map((line) => (
            <Row key={line.number} line={line} ended={ended} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ line, ended }: { line: ShownLine; ended: boolean }) {
  const { locale } = useFrame();
  const t = useText('mass');
  const say = useFault();
  const { at, fields, service, charge, fault, orderId } = line;
  const target = fields['link'] ?? fields['username'] ?? '';
  const quantity = fields['quantity'] ?? '';
  return (
    <tr className={fault ? 'bg-canceled-back/40' : undefined}>
      <td className={`${CELL} font-mono text-xs/5 text-soft`}>{at}</td>
      <td className={`${CELL} min-w-0`}>
        <p className="flex gap-2">
          {fields['service'] ? (
            <span className="shrink-0 font-mono text-xs/5 text-soft">
              {fields['service'].slice(0, 12)}
            </span>
          ) : null}
          {service ? (
            <bdi className="min-w-0 truncate">{service.name}</bdi>
          ) : (
            <span className="text-soft">{t('noService')}</span>
          )}
        </p>
        {target === '' ? null : (
          <p dir="ltr" className="truncate font-mono text-xs/5 text-soft rtl:text-right">
            {target.slice(0, 200)}
          </p>
        )}
        {fault ? <p className="mt-0.5 text-canceled">{say(fault)}</p> : null}
      </td>
      <td className={`${CELL} truncate text-end tabular-nums max-sm:hidden`}>
        {/^\d{1,15}$/.test(quantity) ? formatCount(locale, BigInt(quantity)) : quantity}
      </td>
      {ended ? (
        <td className={`${CELL} font-mono text-xs/5`}>
          {orderId == null ? (
            <span className="text-soft">{fault ? t('notPlaced') : t('waiting')}</span>
          ) : (
            <A href={`/dashboard/orders/${orderId}`} className="underline hover:text-accent-text">
              {orderName(orderId)}
            </A>
          )}
        </td>
      ) : null}
      <td className={`${CELL} text-end font-medium tabular-nums`}>
        {charge === null ? (
          <span className="text-soft">–</span>
        ) : (
          <Price amount={charge} className={fault ? 'font-normal text-soft line-through' : ''} />
        )}
      </td>
    </tr>
  );
}
