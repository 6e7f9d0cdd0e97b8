import type { ReactNode } from 'react';
import type { ApiKey } from 'notpanel/keys/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { Select } from '../../../ui/select.tsx';
import { Status } from '../../../ui/status.tsx';

type Props = {
  one: ApiKey;
  zone: string;
  /** Who has just shown who they are may change it. */
  fresh: boolean;
  /** Nobody has used it for 180 days. */
  isIdle: boolean;
};

const MOST_SCOPES = 5;

/** A key: what it is called, what it may, when it was used, and what can be done with it. */
export function KeyRow({ one, zone, fresh, isIdle }: Props) {
  const t = useText('keys');
  return (
    <li className="grid gap-4 px-5 py-4 md:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium">
            <bdi>{one.name}</bdi>
          </span>
          <code dir="ltr" className="font-mono text-xs text-soft">
            {one.hint}…
          </code>
          {one.rotatedTo === null ? null : <Status state="pending">{t('replaced')}</Status>}
          {isIdle ? <Status state="partial">{t('idle')}</Status> : null}
        </p>
        <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-3 text-sm lg:grid-cols-4">
          <Fact label={t('used')}>
            {one.lastUsed ? (
              <>
                <Moment at={one.lastUsed.at} zone={zone} />
                {one.lastUsed.ip ? (
                  <code dir="ltr" className="block font-mono text-xs break-all text-soft">
                    {one.lastUsed.ip}
                  </code>
                ) : null}
              </>
            ) : (
              t('never')
            )}
          </Fact>
          <Fact label={t('dialect')}>{t(`dialects.${one.dialect}`)}</Fact>
          <Fact label={t('perMinute')}>
            {one.requestsPerMinute === null ? t('noLimit') : one.requestsPerMinute}
          </Fact>
          <Fact label={t('perDay')}>
            {one.dailySpendCap === null ? t('noCap') : <Price amount={one.dailySpendCap} />}
          </Fact>
          <Fact label={t('may')}>
            {one.scopes.length === MOST_SCOPES
              ? t('everything')
              : one.scopes.map((scope) => t(`scope.${scope}.name`)).join(', ')}
          </Fact>
          <Fact label={t('from')}>
            {one.allowedIps.length === 0 ? (
              t('anywhere')
            ) : (
              <code dir="ltr" className="font-mono text-xs break-all">
                {one.allowedIps.join(', ')}
              </code>
            )}
          </Fact>
          <Fact label={t('ends')}>
            {one.expiresAt ? <Moment at={one.expiresAt} zone={zone} /> : t('noEnd')}
          </Fact>
          <Fact label={t('made')}>
            <Moment at={one.createdAt} zone={zone} />
          </Fact>
        </dl>
      </div>
      <Actions one={one} fresh={fresh} />
    </li>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-soft">{label}</dt>
    <dd className="mt-0.5">{children}</dd>
  </div>
);

function Actions({ one, fresh }: { one: ApiKey; fresh: boolean }) {
  const t = useText('keys');
  return (
    <div className="flex flex-wrap items-start gap-2 md:justify-end">
      <Button as={A} href={`/dashboard/api/requests?key=${one.id}`} kind="quiet" size="small">
        {t('calls')}
      </Button>
      {fresh ? (
        <>
          <Button as={A} href={`/dashboard/api?edit=${one.id}#edit`} kind="plain" size="small">
            {t('edit')}
          </Button>
          {one.rotatedTo === null ? <Rotate one={one} /> : null}
          <Revoke one={one} />
        </>
      ) : null}
    </div>
  );
}

const OVERLAPS = [0, 1, 24, 72, 168] as const; // hours; contract 6 allows 7 days

function Rotate({ one }: { one: ApiKey }) {
  const t = useText('keys');
  return (
    <Menu label={t('rotate')} name={t('rotateOne', { name: one.name })}>
      <form method="post" className="grid gap-4">
        <input type="hidden" name="intent" value="rotate" />
        <input type="hidden" name="id" value={one.id} />
        <Select label={t('overlap')} name="overlap" defaultValue="24">
          {OVERLAPS.map((hours) => (
            <option key={hours} value={hours}>
              {hours === 0 ? t('atOnce') : t('hours', { count: hours })}
            </option>
          ))}
        </Select>
        <Button type="submit" size="small">
          {t('rotateNow')}
        </Button>
      </form>
    </Menu>
  );
}

function Revoke({ one }: { one: ApiKey }) {
  const t = useText('keys');
  return (
    <Menu label={t('revoke')} name={t('revokeOne', { name: one.name })}>
      <form method="post" className="grid gap-4">
        <input type="hidden" name="intent" value="revoke" />
        <input type="hidden" name="id" value={one.id} />
        <p className="text-sm text-soft">{t('revokeLead')}</p>
        <Button type="submit" size="small" kind="danger">
          {t('revokeNow')}
        </Button>
      </form>
    </Menu>
  );
}

/** A button that opens what it takes, without a script too. */
const Menu = ({ label, name, children }: { label: string; name: string; children: ReactNode }) => (
  <details data-menu className="relative">
    <summary
      aria-label={name}
      className="inline-flex h-8 cursor-pointer list-none items-center rounded-md border border-edge bg-card px-3 text-sm font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden"
    >
      {label}
    </summary>
    <div className="mt-2 w-64 rounded-md border border-line bg-card p-4 md:absolute md:end-0 md:z-10 md:shadow-lg">
      {children}
    </div>
  </details>
);
