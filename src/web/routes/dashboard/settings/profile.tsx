import { LOCALE_NAMES, LOCALES } from 'notpanel/lib/locales.ts';
import type { Visitor } from 'notpanel/web/server/context.ts';
import type { Fault } from 'notpanel/web/server/dashboard/settings-intents.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Section } from '../../../ui/section.tsx';
import { Select } from '../../../ui/select.tsx';
import { WaitNotice } from '../../../ui/wait-notice.tsx';

type Props = { visitor: Visitor; wrong: Fault | undefined };

const isAbout = (wrong: Fault | undefined, field: string): boolean =>
  wrong !== undefined && 'field' in wrong && wrong.field === field;

export function Profile({ visitor, zones, wrong }: Props & { zones: string[] }) {
  const t = useText('settings');
  return (
    <Section id="profile" title={t('profile.title')} lead={t('profile.lead')}>
      <form method="post" className="grid gap-5">
        <input type="hidden" name="intent" value="profile" />
        <Field
          label={t('profile.name')}
          name="name"
          autoComplete="name"
          maxLength={100}
          defaultValue={visitor.name}
          error={isAbout(wrong, 'name') ? t('profile.longName') : undefined}
          autoFocus={isAbout(wrong, 'name')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Select label={t('profile.language')} name="locale" defaultValue={visitor.locale}>
            {LOCALES.map((one) => (
              <option key={one} value={one}>
                {LOCALE_NAMES[one]}
              </option>
            ))}
          </Select>
          <Select
            label={t('profile.timeZone')}
            name="timeZone"
            defaultValue={visitor.timeZone}
            error={isAbout(wrong, 'timeZone') ? t('profile.noZone') : undefined}
          >
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        </div>
        <Button type="submit" className="justify-self-start">
          {t('save')}
        </Button>
      </form>
    </Section>
  );
}

export function EmailSettings({ visitor, wrong }: Props) {
  const t = useText('settings');
  return (
    <Section id="email" title={t('email.title')} lead={t('email.lead')}>
      <p className="text-sm">
        <bdi className="font-medium break-all">{visitor.email}</bdi>
      </p>
      {visitor.fresh ? (
        <form method="post" className="grid gap-5">
          <input type="hidden" name="intent" value="email" />
          <Field
            label={t('email.new')}
            name="email"
            type="email"
            autoComplete="email"
            dir="ltr"
            required
            maxLength={254}
            error={isAbout(wrong, 'email') ? t('email.bad') : undefined}
            autoFocus={isAbout(wrong, 'email')}
          />
          <Button type="submit" kind="plain" className="justify-self-start">
            {t('email.send')}
          </Button>
        </form>
      ) : (
        <ProveFirst section="email" />
      )}
    </Section>
  );
}

export function PasswordSettings({ visitor, wrong }: Props) {
  const t = useText('settings');
  const faults = useText('account');
  const why = wrong && 'field' in wrong ? wrong.why : undefined;
  return (
    <Section id="password" title={t('password.title')} lead={t('password.lead')}>
      {wrong && 'wait' in wrong ? <WaitNotice wait={wrong.wait} /> : null}
      <form method="post" className="grid gap-5">
        <input type="hidden" name="intent" value="password" />
        <input type="hidden" name="email" autoComplete="username" value={visitor.email} readOnly />
        <Field
          label={t('password.present')}
          name="present"
          type="password"
          autoComplete="current-password"
          dir="ltr"
          required
          maxLength={128}
          error={isAbout(wrong, 'present') ? faults('faults.wrongPassword') : undefined}
          autoFocus={isAbout(wrong, 'present')}
        />
        <Field
          label={faults('newPassword')}
          name="password"
          type="password"
          autoComplete="new-password"
          dir="ltr"
          required
          minLength={8}
          maxLength={128}
          hint={faults('passwordHint')}
          error={why ? faults(`faults.${why}`) : undefined}
          autoFocus={isAbout(wrong, 'password')}
        />
        <Button type="submit" kind="plain" className="justify-self-start">
          {t('password.change')}
        </Button>
      </form>
    </Section>
  );
}
