import type { Session } from 'notpanel/auth/index.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Section } from '../../../ui/section.tsx';

export function Sessions({ sessions, zone }: { sessions: Session[]; zone: string }) {
  const t = useText('settings');
  return (
    <Section id="sessions" title={t('sessions.title')} lead={t('sessions.lead')}>
      <ul className="divide-y divide-line border-y border-line text-sm">
        {sessions.map((session) => (
          <Row key={session.id} session={session} zone={zone} />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post">
          <input type="hidden" name="intent" value="sessions-end" />
          <Button type="submit" kind="plain">
            {t('sessions.endOthers')}
          </Button>
        </form>
      ) : null}
    </Section>
  );
}

function Row({ session, zone }: { session: Session; zone: string }) {
  const t = useText('settings');
  const client = session.client || t('unknownClient');
  return (
    <li className="flex items-center justify-between gap-4 py-3">
      <span className="min-w-0">
        <span className="block font-medium">
          <bdi>{client}</bdi>
        </span>
        <span className="text-soft">
          {session.address ? <bdi className="font-mono text-xs">{session.address}</bdi> : null}{' '}
          <Moment at={session.seenAt} zone={zone} />
        </span>
      </span>
      {session.isThis ? (
        <span className="text-soft">{t('sessions.this')}</span>
      ) : (
        <form method="post">
          <input type="hidden" name="intent" value="session-end" />
          <input type="hidden" name="id" value={session.id} />
          <Button
            type="submit"
            kind="quiet"
            size="small"
            aria-label={t('sessions.endOne', { client })}
          >
            {t('sessions.end')}
          </Button>
        </form>
      )}
    </li>
  );
}
