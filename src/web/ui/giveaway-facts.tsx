import type { ReactNode } from 'react';
import type { Giveaway } from 'notpanel/promotions/index.ts';
import { useFrame } from '../frame.ts';
import { formatMoment } from '../dates.ts';
import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';

/** Everything that was published of a draw so far, for whoever wants to check it. */
export function GiveawayFacts({ giveaway }: { giveaway: Giveaway }) {
  const t = useText('giveaway');
  const { locale } = useFrame();
  const { id, commitment, beacon, beaconAt, beaconUrl, closedAt, listHash, drawn } = giveaway;
  const isLate = beaconAt !== null && closedAt !== null && closedAt > beaconAt;
  return (
    <details className="group/facts text-sm">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1.5 text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-4 transition-transform group-open/facts:rotate-180" />
        {t('facts.title')}
      </summary>
      <div className="mt-4 grid gap-4">
        {isLate ? <Notice kind="wrong">{t('facts.lateList')}</Notice> : null}
        <dl className="grid gap-3 sm:grid-cols-[11rem_1fr] sm:gap-x-6">
          <Fact label={t('facts.commitment')}>{commitment}</Fact>
          <Fact label={t('facts.beacon')} plain>
            {beaconAt === null || beaconUrl === null ? (
              t('facts.noBeacon')
            ) : (
              <a
                href={beaconUrl}
                rel="noreferrer"
                className="text-accent-text underline underline-offset-4"
              >
                {t('facts.round', {
                  round: String(giveaway.beaconRound),
                  time: formatMoment(locale, beaconAt),
                })}
              </a>
            )}
          </Fact>
          {closedAt ? (
            <Fact label={t('closed')} plain>
              {formatMoment(locale, closedAt)}
            </Fact>
          ) : null}
          {listHash ? <Fact label={t('facts.list')}>{listHash}</Fact> : null}
          {beacon ? <Fact label={t('facts.randomness')}>{beacon.randomness}</Fact> : null}
          {drawn ? (
            <>
              <Fact label={t('drawnAt')} plain>
                {formatMoment(locale, drawn.at)}
              </Fact>
              <Fact label={t('facts.seed')}>{drawn.seed}</Fact>
              <Fact label={t('facts.salt')}>{drawn.salt}</Fact>
            </>
          ) : null}
        </dl>
        <p>
          <A
            href={`/giveaway/${id}/entries.json`}
            className="text-accent-text underline underline-offset-4"
          >
            {t('check.list')}
          </A>
        </p>
      </div>
    </details>
  );
}

type FactProps = { label: string; plain?: boolean; children: ReactNode };

function Fact({ label, plain = false, children }: FactProps) {
  return (
    <>
      <dt className="text-soft max-sm:-mb-2">{label}</dt>
      {plain ? (
        <dd>{children}</dd>
      ) : (
        <dd dir="ltr" className="font-mono text-xs/5 break-all select-all rtl:text-end">
          {children}
        </dd>
      )}
    </>
  );
}
