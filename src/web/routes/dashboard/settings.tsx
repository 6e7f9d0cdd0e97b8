import {
  listPasskeys,
  listSessions,
  listSignIns,
  readTotp,
  timeZones,
} from 'notpanel/auth/index.ts';
import { findSpendLimits } from 'notpanel/orders/index.ts';
import { readClosing } from 'notpanel/privacy/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { SETTINGS_INTENTS } from 'notpanel/web/server/dashboard/settings-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { renderSVG } from 'uqr';
import { useFrame } from '../../frame.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Ending, OwnData } from './settings/ending.tsx';
import { History } from './settings/history.tsx';
import { Limits } from './settings/limits.tsx';
import { PasskeySettings } from './settings/passkeys.tsx';
import { EmailSettings, PasswordSettings, Profile } from './settings/profile.tsx';
import { RecoveryCodes, SecondStep } from './settings/second-step.tsx';
import { Sessions } from './settings/sessions.tsx';

const DONE = [
  'profile',
  'link',
  'email',
  'password',
  'begun',
  'off',
  'passkey',
  'no-passkey',
  'session',
  'sessions',
  'limits',
] as const;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const { app, site } = page;
  const now = new Date(app.clock.now());
  const [totp, passkeys, sessions, signIns, limits, closing] = await Promise.all([
    readTotp(app, site, visitor),
    listPasskeys(app.db, visitor.userId),
    listSessions(app, visitor),
    listSignIns(app.db, visitor.userId),
    findSpendLimits(app.db, [visitor.accountId], now),
    readClosing(app.db, visitor.accountId),
  ]);
  const done = new URL(request.url).searchParams.get('done');
  return {
    visitor,
    totp,
    qr: totp.state === 'begun' ? renderSVG(totp.uri, { border: 2 }) : null,
    passkeys,
    sessions,
    signIns,
    limits: limits.get(visitor.accountId) ?? null,
    closing,
    zones: timeZones(),
    done: DONE.find((one) => one === done) ?? null,
  };
}

export const action = (args: ActionArgs) => act(SETTINGS_INTENTS, args);

export default function SettingsPage({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { visitor, totp, qr, passkeys, sessions, signIns, limits, closing, zones, done } =
    loaderData;
  const { site } = useFrame();
  const t = useText('settings');
  const wrong = (section: string) =>
    actionData?.section === section ? (actionData.wrong ?? undefined) : undefined;
  return (
    <>
      <Head title={t('title')} description={site.name} path="/dashboard/settings" hidden />
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <div className="mt-6 mb-8">
        {done && !actionData ? <Notice kind="done">{t(`done.${done}`)}</Notice> : null}
        {actionData?.codes ? <RecoveryCodes codes={actionData.codes} /> : null}
      </div>
      <Profile visitor={visitor} zones={zones} wrong={wrong('profile')} />
      <EmailSettings visitor={visitor} wrong={wrong('email')} />
      <PasswordSettings visitor={visitor} wrong={wrong('password')} />
      <SecondStep totp={totp} qr={qr} fresh={visitor.fresh} wrong={wrong('second')} />
      <PasskeySettings passkeys={passkeys} visitor={visitor} wrong={wrong('passkeys')} />
      <Sessions sessions={sessions} zone={visitor.timeZone} />
      <History signIns={signIns} zone={visitor.timeZone} />
      <Limits limits={limits} fresh={visitor.fresh} wrong={wrong('limits')} />
      <OwnData fresh={visitor.fresh} />
      <Ending
        closing={closing}
        email={visitor.email}
        fresh={visitor.fresh}
        wrong={wrong('close')}
      />
    </>
  );
}
