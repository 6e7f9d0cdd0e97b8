import type { EnterOutcome, Giveaway, GiveawayState, OwnEntry } from 'notpanel/promotions/index.ts';
import { asMoney, formatMoney } from 'notpanel/lib/money.ts';
import { useFrame } from '../frame.ts';
import { formatMoment } from '../dates.ts';
import { formatAmount, formatCount } from '../numbers.ts';
import { useText } from '../text.ts';
import { A, useHref } from './a.tsx';
import { Button } from './button.tsx';
import { GiveawayFacts } from './giveaway-facts.tsx';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';
import { Price } from './price.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from './receipt.tsx';
import { Status, type State } from './status.tsx';

const LOOK: Readonly<Record<GiveawayState, State>> = {
  upcoming: 'pending',
  open: 'running',
  closed: 'partial',
  drawn: 'completed',
  canceled: 'canceled',
};

type Own = { giveaway: Giveaway; entry: OwnEntry | undefined };
type Why = (EnterOutcome & { kind: 'refused' })['why'];

/** A giveaway that is on or to come: its prizes, its rules, and the way in. */
export function GiveawayCard({ giveaway, entry, refused }: Own & { refused: Why | undefined }) {
  const { id, state, title, rules, closesAt, opensAt, entries, minAgeDays } = giveaway;
  const t = useText('giveaway');
  const { locale } = useFrame();
  return (
    <article
      id={`giveaway-${id}`}
      className="grid overflow-hidden rounded-lg border border-line bg-card lg:grid-cols-[1fr_22rem]"
    >
      <div className="grid content-start gap-6 p-5 sm:p-8">
        <header className="grid justify-items-start gap-3">
          <Status state={LOOK[state]}>{t(`state.${state}`)}</Status>
          <h2 className="text-2xl font-semibold tracking-tight" dir="auto">
            {title}
          </h2>
        </header>
        <dl className="flex flex-wrap gap-x-10 gap-y-4 text-sm">
          <Fact label={t(state === 'upcoming' ? 'opens' : 'closes')}>
            {formatMoment(locale, state === 'upcoming' ? opensAt : closesAt)}
          </Fact>
          <Fact label={t('entries')}>{formatCount(locale, entries)}</Fact>
        </dl>
        <section className="grid gap-2">
          <h3 className="text-sm font-semibold">{t('rules')}</h3>
          <p className="max-w-2xl text-sm/6 whitespace-pre-line text-soft" dir="auto">
            {rules}
          </p>
          <p className="max-w-2xl text-sm/6 text-soft">{t('who', { days: minAgeDays })}</p>
        </section>
        <WayIn giveaway={giveaway} entry={entry} refused={refused} />
        <GiveawayFacts giveaway={giveaway} />
      </div>
      <aside className="border-line bg-sunken p-5 max-lg:border-t sm:p-8 lg:border-s">
        <h3 className="mb-4 font-mono text-xs tracking-wide text-soft uppercase">{t('prizes')}</h3>
        <Prizes giveaway={giveaway} />
      </aside>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div className="grid gap-1">
      <dt className="text-soft">{label}</dt>
      <dd className="text-base font-medium">{children}</dd>
    </div>
  );
}

function Prizes({ giveaway: { prizes } }: { giveaway: Giveaway }) {
  const t = useText('giveaway');
  const sum = asMoney(prizes.reduce((total, { amount }) => total + amount, 0n));
  return (
    <Receipt>
      {prizes.map(({ place, amount }) => (
        <ReceiptLine key={place} label={t('place', { place })}>
          <Price amount={amount} />
        </ReceiptLine>
      ))}
      <ReceiptTotal label={t('total')}>
        <Price amount={sum} />
      </ReceiptTotal>
    </Receipt>
  );
}

function WayIn({ giveaway, entry, refused }: Own & { refused: Why | undefined }) {
  const { visitor } = useFrame();
  const t = useText('giveaway');
  const action = useHref('/giveaway');
  const { id, state } = giveaway;
  if (entry) return <Ticket entry={entry} />;
  if (state !== 'open') return null;
  if (!visitor) {
    return (
      <p>
        <Button as={A} href="/sign-in?next=%2Fgiveaway" size="large">
          {t('signInToEnter')}
        </Button>
      </p>
    );
  }
  return (
    <form method="post" action={action} className="grid justify-items-start gap-3">
      <input type="hidden" name="giveaway" value={id} />
      {refused ? <Notice kind="wrong">{t(`refused.${refused}`)}</Notice> : null}
      <Button type="submit" size="large" autoFocus={refused !== undefined}>
        {t('enter')}
      </Button>
    </form>
  );
}

function Ticket({ entry: { number, ticket } }: { entry: OwnEntry }) {
  const t = useText('giveaway');
  return (
    <section className="grid gap-2 rounded-md border border-dashed border-edge p-4">
      <h3 className="flex items-center gap-2 text-sm font-semibold">
        <Icon name="check" className="size-4.5 text-completed" />
        {t('ticket')}
      </h3>
      <p dir="ltr" className="font-mono text-xs/5 break-all select-all rtl:text-end">
        {ticket}
      </p>
      <p className="text-sm text-soft">{t('ticketText', { number })}</p>
    </section>
  );
}

/** One that is over: which tickets won, or why there was no draw. */
export function PastGiveaway({ giveaway, entry }: Own) {
  const t = useText('giveaway');
  const { locale, site } = useFrame();
  const { id, title, state, drawn, canceled, entries, winners, prizes } = giveaway;
  const at = drawn?.at ?? canceled?.at;
  const won = winners.find(({ ticket }) => ticket === entry?.ticket);
  const sum = formatMoney(asMoney(prizes.reduce((total, { amount }) => total + amount, 0n)));
  return (
    <details id={`giveaway-${id}`} className="group rounded-lg border border-line bg-card">
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-2 p-4 sm:px-6 [&::-webkit-details-marker]:hidden">
        <span className="font-semibold" dir="auto">
          {title}
        </span>
        <Status state={LOOK[state]}>{t(`state.${state}`)}</Status>
        <span className="ms-auto flex flex-wrap items-center gap-x-4 text-sm text-soft">
          {at ? <span>{formatMoment(locale, at)}</span> : null}
          <bdi className="font-medium text-ink">{formatAmount(locale, sum, site.currency)}</bdi>
          <Icon name="chevron" className="size-4 transition-transform group-open:rotate-180" />
        </span>
      </summary>
      <div className="grid gap-6 border-t border-line p-4 sm:p-6">
        {won ? (
          <Notice kind="done">
            {t('youWon', { prize: formatAmount(locale, formatMoney(won.amount), site.currency) })}
          </Notice>
        ) : null}
        {canceled ? <p dir="auto">{t('calledOff', { reason: canceled.reason })}</p> : null}
        {drawn && entries === 0 ? <p>{t('nobody')}</p> : null}
        {winners.length === 0 ? null : <Winners giveaway={giveaway} own={entry?.ticket} />}
        {entry && !won ? <Ticket entry={entry} /> : null}
        <GiveawayFacts giveaway={giveaway} />
      </div>
    </details>
  );
}

function Winners({ giveaway, own }: { giveaway: Giveaway; own: string | undefined }) {
  const t = useText('giveaway');
  const { locale, site } = useFrame();
  return (
    <section className="grid gap-3">
      <h3 className="text-sm font-semibold">{t('winners')}</h3>
      <ol className="border-t border-line text-sm">
        {giveaway.winners.map(({ place, amount, ticket }) => (
          <li
            key={place}
            className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1 border-b border-line py-2.5 sm:grid-cols-[6rem_1fr_auto]"
          >
            <span className="text-soft">{t('place', { place })}</span>
            <span
              dir="ltr"
              className="font-mono text-xs/5 break-all max-sm:col-span-2 max-sm:row-start-2 rtl:text-end"
            >
              {ticket}
              {ticket === own ? <b className="ms-2 font-sans">{t('yours')}</b> : null}
            </span>
            <bdi className="text-end font-medium">
              {formatAmount(locale, formatMoney(amount), site.currency)}
            </bdi>
          </li>
        ))}
      </ol>
    </section>
  );
}
