import type { SignIn } from 'notpanel/auth/index.ts';
import { useText } from '../../../text.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Section } from '../../../ui/section.tsx';

const isGood = ({ outcome }: SignIn): boolean => outcome === 'signed_in';

export function History({ signIns, zone }: { signIns: SignIn[]; zone: string }) {
  const t = useText('settings');
  return (
    <Section id="history" title={t('history.title')} lead={t('history.lead')}>
      <ul className="divide-y divide-line border-y border-line text-sm">
        {signIns.map((one, at) => (
          <li key={at} className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[1fr_auto]">
            <span className={isGood(one) ? 'font-medium' : 'font-medium text-canceled'}>
              {t(`outcome.${one.outcome}`)}
              {isGood(one) ? (
                <span className="font-normal text-soft"> {t(`method.${one.method}`)}</span>
              ) : null}
            </span>
            <span className="text-soft sm:text-end">
              <Moment at={one.at} zone={zone} />
            </span>
            <span className="text-soft sm:col-span-2">
              <bdi>{one.client || t('unknownClient')}</bdi>{' '}
              {one.address ? <bdi className="font-mono text-xs">{one.address}</bdi> : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
