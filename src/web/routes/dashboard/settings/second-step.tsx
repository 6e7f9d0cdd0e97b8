import type { TotpState } from 'notpanel/auth/index.ts';
import type { Fault } from 'notpanel/web/server/dashboard/settings-intents.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/code.tsx';
import { Field } from '../../../ui/field.tsx';
import { ProveFirst } from '../../../ui/prove-first.tsx';
import { Section } from '../../../ui/section.tsx';

type Props = { totp: TotpState; qr: string | null; fresh: boolean; wrong: Fault | undefined };

export function SecondStep({ totp, qr, fresh, wrong }: Props) {
  const t = useText('settings');
  return (
    <Section id="second" title={t('second.title')} lead={t('second.lead')}>
      {totp.state === 'on' ? (
        <p className="text-sm font-medium">{t('second.on', { count: totp.recoveryCodes })}</p>
      ) : null}
      {fresh ? <Forms totp={totp} qr={qr} wrong={wrong} /> : <ProveFirst section="second" />}
    </Section>
  );
}

function Forms({ totp, qr, wrong }: Omit<Props, 'fresh'>) {
  const t = useText('settings');
  if (totp.state === 'off') {
    return <Intent intent="totp-start" label={t('second.start')} kind="primary" />;
  }
  if (totp.state === 'on') {
    return (
      <div className="flex flex-wrap gap-3">
        <Intent intent="recovery-renew" label={t('second.renew')} kind="plain" />
        <Intent intent="totp-stop" label={t('second.stop')} kind="quiet" />
      </div>
    );
  }
  return (
    <div className="grid gap-5">
      <ol className="grid list-decimal gap-2 ps-5 text-sm">
        <li>{t('second.scan')}</li>
        <li>{t('second.type')}</li>
      </ol>
      <div className="flex flex-wrap items-center gap-5">
        <div
          role="img"
          aria-label={t('second.qr')}
          className="size-44 shrink-0 overflow-hidden rounded-md border border-line"
          dangerouslySetInnerHTML={{ __html: qr ?? '' }}
        />
        <div className="grid min-w-0 gap-1.5 text-sm">
          <span className="text-soft">{t('second.secret')}</span>
          <code dir="ltr" className="font-mono break-all">
            {totp.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </code>
        </div>
      </div>
      <form method="post" className="grid gap-5">
        <input type="hidden" name="intent" value="totp-confirm" />
        <Field
          label={t('second.code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          dir="ltr"
          required
          className="max-w-48"
          autoFocus={wrong !== undefined}
          error={wrong ? t('second.wrong') : undefined}
        />
        <Button type="submit" className="justify-self-start">
          {t('second.confirm')}
        </Button>
      </form>
      <Intent intent="totp-stop" label={t('second.cancel')} kind="quiet" />
    </div>
  );
}

type Kind = 'primary' | 'plain' | 'quiet';

function Intent({ intent, label, kind }: { intent: string; label: string; kind: Kind }) {
  return (
    <form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button type="submit" kind={kind} className={kind === 'quiet' ? '-ms-4' : ''}>
        {label}
      </Button>
    </form>
  );
}

/** Shown once, right after they were made. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useText('settings');
  return (
    <section
      aria-labelledby="codes-title"
      className="max-w-xl rounded-lg border border-line bg-card p-6"
    >
      <h2 id="codes-title" className="font-medium">
        {t('codes.title')}
      </h2>
      <p className="mt-1.5 text-sm text-soft">{t('codes.lead')}</p>
      <pre id="codes" dir="ltr" className="mt-4 columns-1 font-mono text-sm/7 sm:columns-2">
        {codes.join('\n')}
      </pre>
      <div className="mt-3 flex items-center gap-3 text-sm">
        <CopyButton of="codes" label={t('codes.copy')} />
      </div>
    </section>
  );
}
