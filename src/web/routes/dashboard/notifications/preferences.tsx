import { formatMoney } from 'notpanel/lib/money.ts';
import {
  MAIL_PACES,
  NEWS,
  readLowBalance,
  readPreferences,
  type MailPace,
  type NewsEvent,
  type NewsGroup,
} from 'notpanel/notifications/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { newsByGroup } from 'notpanel/web/server/dashboard/notification-groups.ts';
import { PREFERENCES_INTENTS } from 'notpanel/web/server/dashboard/notifications-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { newsKey } from '../../../news-key.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../../page.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Head } from '../../../ui/head.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';

const DONE = ['saved', 'balance'] as const;

/** By which ways somebody is told of what. */
export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const { db } = page.app;
  const [ways, threshold] = await Promise.all([
    readPreferences(db, accountId),
    readLowBalance(db, accountId),
  ]);
  const done = new URL(request.url).searchParams.get('done');
  return {
    zone: timeZone,
    groups: newsByGroup().map(([group, events]) => ({
      group,
      rows: events.map((event) => ({
        event,
        ...(ways.get(event) ?? NEWS[event].usual),
        isLocked: NEWS[event].locked ?? false,
        hook: NEWS[event].hook ?? null,
      })),
    })),
    paces: MAIL_PACES,
    threshold: threshold === null ? '' : formatMoney(threshold),
    done: DONE.find((one) => one === done) ?? null,
  };
}

export const action = (args: ActionArgs) => act(PREFERENCES_INTENTS, args);

const PATH = '/dashboard/notifications/preferences';

export default function PreferencesPage(props: PageProps<typeof loader, typeof action>) {
  const { groups, paces, threshold, zone, done } = props.loaderData;
  const { actionData } = props;
  const { site } = useFrame();
  const t = useText('notifications');
  const path = useHref(PATH);
  return (
    <>
      <Head title={t('preferences')} description={site.name} path={PATH} hidden />
      <PageHead
        title={t('preferences')}
        lead={t('preferencesLead', { zone })}
        trail={[{ href: '/dashboard/notifications', label: t('title') }]}
      />
      <div className="grid max-w-3xl gap-8">
        {done && !actionData ? <Notice kind="done">{t(`done.${done}`)}</Notice> : null}
        <form method="post" action={path} className="grid gap-6">
          {groups.map(({ group, rows }) => (
            <Group key={group} group={group} rows={rows} paces={paces} />
          ))}
          <div>
            <Button name="intent" value="save">
              {t('save')}
            </Button>
          </div>
        </form>
        <Card title={t('lowBalance.title')}>
          <form
            id="low-balance"
            method="post"
            action={path}
            noValidate
            className="grid max-w-sm gap-4"
          >
            <Field
              name="threshold"
              label={t('lowBalance.label', { currency: site.currency })}
              hint={t('lowBalance.hint')}
              inputMode="decimal"
              dir="ltr"
              maxLength={20}
              defaultValue={actionData?.threshold ?? threshold}
              error={actionData ? t('lowBalance.fault') : undefined}
              autoFocus={actionData !== undefined}
            />
            <div>
              <Button kind="plain" name="intent" value="low-balance">
                {t('save')}
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </>
  );
}

type RowFacts = {
  event: NewsEvent;
  inApp: boolean;
  mail: MailPace;
  isLocked: boolean;
  hook: string | null;
};
type GroupProps = { group: NewsGroup; rows: readonly RowFacts[]; paces: readonly MailPace[] };

function Group({ group, rows, paces }: GroupProps) {
  const t = useText('notifications');
  return (
    <fieldset className="rounded-lg border border-line bg-card">
      <legend className="sr-only">{t(`group.${group}`)}</legend>
      <div
        aria-hidden="true"
        className="grid grid-cols-[minmax(0,1fr)_3rem_7rem] gap-x-3 border-b border-line px-4 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_9rem_3.5rem_8.5rem] sm:px-5"
      >
        <span className="font-medium">{t(`group.${group}`)}</span>
        <span className="text-xs text-soft max-sm:hidden">{t('hook')}</span>
        <span className="text-center text-xs text-soft">{t('inApp')}</span>
        <span className="text-xs text-soft">{t('mail')}</span>
      </div>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <Row key={row.event} row={row} paces={paces} />
        ))}
      </ul>
    </fieldset>
  );
}

function Row({ row, paces }: { row: RowFacts; paces: readonly MailPace[] }) {
  const { event, inApp, mail, isLocked, hook } = row;
  const t = useText('notifications');
  const name = t(`event.${newsKey(event)}`);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_3rem_7rem] items-center gap-x-3 px-4 py-2.5 text-sm sm:grid-cols-[minmax(0,1fr)_9rem_3.5rem_8.5rem] sm:px-5">
      <p className="min-w-0">{name}</p>
      <p className="min-w-0 text-xs text-soft max-sm:hidden">
        {hook === null ? null : (
          <A
            href="/dashboard/webhooks"
            aria-label={t('alsoHook', { event: hook })}
            className="font-mono underline underline-offset-3 hover:text-ink"
            dir="ltr"
          >
            {hook}
          </A>
        )}
      </p>
      {isLocked ? (
        <p className="col-span-2 text-xs text-soft">{t('always')}</p>
      ) : (
        <>
          <input
            type="checkbox"
            name="inApp"
            value={event}
            defaultChecked={inApp}
            aria-label={`${name}: ${t('inApp')}`}
            className="size-4.5 justify-self-center accent-ink"
          />
          <select
            name={`mail.${event}`}
            defaultValue={mail}
            aria-label={`${name}: ${t('mail')}`}
            className="h-9 w-full rounded-md border border-edge bg-card px-2 text-sm"
          >
            {paces.map((pace) => (
              <option key={pace} value={pace}>
                {t(`pace.${pace}`)}
              </option>
            ))}
          </select>
        </>
      )}
    </li>
  );
}
