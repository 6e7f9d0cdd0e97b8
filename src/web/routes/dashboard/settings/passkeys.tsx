import type { Passkey } from 'notpanel/auth/index.ts';
import type { Visitor } from 'notpanel/web/server/context.ts';
import type { Fault } from 'notpanel/web/server/dashboard/settings-intents.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Section } from '../../../ui/section.tsx';

type Props = { passkeys: Passkey[]; visitor: Visitor; wrong: Fault | undefined };

export function PasskeySettings({ passkeys, visitor, wrong }: Props) {
  const t = useText('settings');
  return (
    <Section id="passkeys" title={t('passkeys.title')} lead={t('passkeys.lead')}>
      {wrong ? <Notice kind="wrong">{t('passkeys.failed')}</Notice> : null}
      {passkeys.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line text-sm">
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} visitor={visitor} />
          ))}
        </ul>
      ) : null}
      {visitor.fresh ? <AddForm /> : <ProveFirst section="passkeys" />}
    </Section>
  );
}

function Row({ passkey, visitor }: { passkey: Passkey; visitor: Visitor }) {
  const t = useText('settings');
  return (
    <li className="flex items-center justify-between gap-4 py-3">
      <span>
        <span className="block font-medium">{passkey.name}</span>
        <span className="text-soft">
          {passkey.usedAt ? t('passkeys.used') : t('passkeys.added')}{' '}
          <Moment at={passkey.usedAt ?? passkey.createdAt} zone={visitor.timeZone} />
        </span>
      </span>
      {visitor.fresh ? (
        <form method="post">
          <input type="hidden" name="intent" value="passkey-remove" />
          <input type="hidden" name="id" value={passkey.id} />
          <Button
            type="submit"
            kind="quiet"
            size="small"
            aria-label={t('passkeys.removeOne', { name: passkey.name })}
          >
            {t('remove')}
          </Button>
        </form>
      ) : null}
    </li>
  );
}

/** Making a passkey is the browser's work: without its script there is nothing to send. */
function AddForm() {
  const t = useText('settings');
  return (
    <>
      <form
        method="post"
        data-passkey="create"
        data-options="/dashboard/settings/passkey"
        hidden
        className="grid gap-5"
      >
        <input type="hidden" name="intent" value="passkey-add" />
        <input type="hidden" name="response" />
        <Field label={t('passkeys.name')} name="name" maxLength={60} hint={t('passkeys.hint')} />
        <Button type="submit" kind="plain" className="justify-self-start">
          {t('passkeys.add')}
        </Button>
        <p role="alert" data-failed={t('passkeys.failed')} className="text-sm text-canceled" />
      </form>
      <noscript>
        <p className="text-sm text-soft">{t('passkeys.needsScript')}</p>
      </noscript>
      <script src="/passkeys.js" defer />
    </>
  );
}
