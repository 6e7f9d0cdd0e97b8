import { listKeys, mostRequestsPerMinute, SCOPES, type ApiKey } from 'notpanel/keys/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { API_INTENTS } from 'notpanel/web/server/dashboard/api-intents.ts';
import { blankKey, typedOf } from 'notpanel/web/server/dashboard/key-form.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProveFirst } from '../../ui/prove-first.tsx';
import { ApiTabs } from './api/api-tabs.tsx';
import { KeyFormFields } from './api/key-form.tsx';
import { KeyRow } from './api/key-row.tsx';

const IDLE_MS = 180 * 24 * 60 * 60_000; // reliability.md 8

const isDone = (text: string | null): text is 'revoked' | 'changed' =>
  text === 'revoked' || text === 'changed';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const now = page.app.clock.now();
  const search = new URL(request.url).searchParams;
  const [all, most] = await Promise.all([
    listKeys(page.app.db, visitor.accountId),
    mostRequestsPerMinute(page.app.db, visitor.accountId),
  ]);
  const keys = all.filter(
    (key) => !key.revokedAt && (!key.expiresAt || key.expiresAt.getTime() > now),
  );
  const done = search.get('done');
  const edited = keys.find(({ id }) => String(id) === search.get('edit'));
  return {
    fresh: visitor.fresh,
    zone: visitor.timeZone,
    keys: keys.map((key) => ({ key, isIdle: idleSince(key) < now - IDLE_MS })),
    edited: edited ? { id: edited.id, name: edited.name } : null,
    form: { values: edited ? typedOf(edited) : blankKey(most), scopes: SCOPES, most },
    done: isDone(done) ? done : null,
  };
}

const idleSince = ({ lastUsed, createdAt }: ApiKey): number =>
  (lastUsed?.at ?? createdAt).getTime();

export const action = (args: ActionArgs) => act(API_INTENTS, args);

/** Keys: what each may do, when it was used, and everything that can be done with it. */
export default function ApiKeysPage({
  loaderData: { keys, fresh, zone, edited, form, done },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('keys');
  const { site } = useFrame();
  const fault = actionData?.fault ?? null;
  const fields = {
    ...form,
    ...(actionData?.values && { values: actionData.values }),
    ...{ fault, currency: site.currency },
  };
  return (
    <>
      <Head title={t('title')} description={t('lead')} path="/dashboard/api" hidden />
      <PageHead title={t('title')} lead={t('lead')}>
        <Button as={A} href="/developers" kind="plain" size="small">
          {t('docs')}
        </Button>
      </PageHead>
      <ApiTabs here="keys" />
      <div className="grid gap-6">
        {actionData?.key ? <NewKey text={actionData.key} /> : null}
        {done && !actionData ? <Notice kind="done">{t(`done.${done}`)}</Notice> : null}
        {fault === 'tooMany' ? <Notice kind="wrong">{t('faults.tooMany')}</Notice> : null}
        {keys.length === 0 ? (
          <Empty title={t('none')} />
        ) : (
          <Card bare>
            <ul className="divide-y divide-line">
              {keys.map(({ key, isIdle }) => (
                <KeyRow key={key.id} one={key} fresh={fresh} zone={zone} isIdle={isIdle} />
              ))}
            </ul>
          </Card>
        )}
        {!fresh ? (
          <ProveFirst />
        ) : edited ? (
          <Card title={t('editTitle', { name: edited.name })} className="max-w-3xl">
            <form method="post" id="edit" className="grid scroll-mt-20 gap-6">
              <input type="hidden" name="intent" value="change" />
              <input type="hidden" name="id" value={edited.id} />
              <KeyFormFields {...fields} isChange />
              <div className="flex gap-2">
                <Button type="submit">{t('save')}</Button>
                <Button as={A} href="/dashboard/api" kind="quiet">
                  {t('cancel')}
                </Button>
              </div>
            </form>
          </Card>
        ) : (
          <Card title={t('new')} className="max-w-3xl">
            <form method="post" id="new" className="grid scroll-mt-20 gap-6">
              <input type="hidden" name="intent" value="create" />
              <KeyFormFields {...fields} />
              <Button type="submit" className="justify-self-start">
                {t('create')}
              </Button>
            </form>
          </Card>
        )}
      </div>
    </>
  );
}

/** The only time that anybody sees it. */
function NewKey({ text }: { text: string }) {
  const t = useText('keys');
  return (
    <div className="grid gap-3">
      <Notice kind="done">{t('shownOnce')}</Notice>
      <Code title={t('yours')}>{text}</Code>
    </div>
  );
}
