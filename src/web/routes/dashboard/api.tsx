import { listKeys, type ApiKey } from 'notpanel/keys/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { API_INTENTS } from 'notpanel/web/server/dashboard/api-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProveFirst } from '../../ui/prove-first.tsx';
import { Select } from '../../ui/select.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const now = new Date(page.app.clock.now());
  const keys = await listKeys(page.app.db, visitor.accountId);
  const isRevoked = new URL(request.url).searchParams.get('done') === 'revoked';
  return {
    fresh: visitor.fresh,
    zone: visitor.timeZone,
    keys: keys.filter((key) => !key.revokedAt && (!key.expiresAt || key.expiresAt > now)),
    isRevoked,
  };
}

export const action = (args: ActionArgs) => act(API_INTENTS, args);

export default function ApiKeysPage({
  loaderData: { keys, fresh, zone, isRevoked },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('settings');
  const fault = actionData?.fault ?? null;
  return (
    <>
      <Head title={t('keys.title')} description={t('keys.lead')} path="/dashboard/api" hidden />
      <h1 className="text-3xl font-semibold tracking-tight">{t('keys.title')}</h1>
      <p className="mt-2 max-w-prose text-soft">
        {t.rich('keys.lead', {
          a: (words) => (
            <A href="/developers" className="underline hover:text-ink">
              {words}
            </A>
          ),
        })}
      </p>
      <div className="mt-8 grid max-w-3xl gap-8">
        {actionData?.key ? <NewKey text={actionData.key} /> : null}
        {isRevoked && !actionData ? <Notice kind="done">{t('keys.revoked')}</Notice> : null}
        {fault === 'tooMany' ? <Notice kind="wrong">{t(`keys.faults.${fault}`)}</Notice> : null}
        {keys.length > 0 ? (
          <ul className="divide-y divide-line border-y border-line">
            {keys.map((key) => (
              <Row key={key.id} one={key} fresh={fresh} zone={zone} />
            ))}
          </ul>
        ) : (
          <p className="text-sm text-soft">{t('keys.none')}</p>
        )}
        {fresh ? <CreateForm name={actionData?.name} isWrong={fault === 'name'} /> : <ProveFirst />}
      </div>
    </>
  );
}

/** The only time that anybody sees it. */
function NewKey({ text }: { text: string }) {
  const t = useText('settings');
  return (
    <div className="grid gap-3">
      <Notice kind="done">{t('keys.shownOnce')}</Notice>
      <Code title={t('keys.yours')}>{text}</Code>
    </div>
  );
}

type RowProps = { one: ApiKey; fresh: boolean; zone: string };

function Row({ one, fresh, zone }: RowProps) {
  const t = useText('settings');
  return (
    <li className="grid gap-3 py-4 sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <p className="font-medium">
          {one.name}{' '}
          <code dir="ltr" className="font-mono text-sm font-normal text-soft">
            {one.hint}…
          </code>
        </p>
        <p className="mt-1 text-sm text-soft">
          {t(`keys.dialects.${one.dialect}`)}
          {' · '}
          {one.lastUsed ? (
            <>
              {t('keys.used')} <Moment at={one.lastUsed.at} zone={zone} />
            </>
          ) : (
            t('keys.unused')
          )}
          {one.expiresAt ? (
            <>
              {' · '}
              {t('keys.ends')} <Moment at={one.expiresAt} zone={zone} />
            </>
          ) : null}
        </p>
      </div>
      {fresh ? (
        <div className="flex flex-wrap items-start gap-2">
          {one.rotatedTo === null ? <RotateForm one={one} /> : null}
          <form method="post">
            <input type="hidden" name="intent" value="revoke" />
            <input type="hidden" name="id" value={one.id} />
            <Button
              type="submit"
              kind="quiet"
              size="small"
              aria-label={t('keys.revokeOne', { name: one.name })}
            >
              {t('keys.revoke')}
            </Button>
          </form>
        </div>
      ) : null}
    </li>
  );
}

const OVERLAPS = [0, 1, 24, 168] as const; // hours; contract 6 allows 7 days

function RotateForm({ one }: { one: ApiKey }) {
  const t = useText('settings');
  return (
    <details className="relative">
      <summary className="inline-flex h-8 cursor-pointer list-none items-center rounded-md border border-edge bg-card px-3 text-sm font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {t('keys.rotate')}
      </summary>
      <form
        method="post"
        className="mt-2 grid w-64 gap-4 rounded-md border border-line bg-card p-4 sm:absolute sm:end-0 sm:z-10 sm:shadow-lg"
      >
        <input type="hidden" name="intent" value="rotate" />
        <input type="hidden" name="id" value={one.id} />
        <Select label={t('keys.overlap')} name="overlap" defaultValue="24">
          {OVERLAPS.map((hours) => (
            <option key={hours} value={hours}>
              {hours === 0 ? t('keys.atOnce') : t('keys.hours', { count: hours })}
            </option>
          ))}
        </Select>
        <Button type="submit" size="small">
          {t('keys.rotateNow')}
        </Button>
      </form>
    </details>
  );
}

function CreateForm({ name, isWrong }: { name: string | undefined; isWrong: boolean }) {
  const t = useText('settings');
  return (
    <section className="rounded-lg border border-line bg-card p-6">
      <h2 className="font-medium">{t('keys.new')}</h2>
      <form method="post" className="mt-4 grid gap-5">
        <input type="hidden" name="intent" value="create" />
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label={t('keys.name')}
            name="name"
            required
            maxLength={60}
            defaultValue={name}
            error={isWrong ? t('keys.faults.name') : undefined}
            autoFocus={isWrong}
          />
          <Select
            label={t('keys.dialect')}
            name="dialect"
            defaultValue="notpanel"
            hint={t('keys.dialectHint')}
          >
            <option value="notpanel">{t('keys.dialects.notpanel')}</option>
            <option value="classic">{t('keys.dialects.classic')}</option>
          </Select>
        </div>
        <Button type="submit" className="justify-self-start">
          {t('keys.create')}
        </Button>
      </form>
    </section>
  );
}
