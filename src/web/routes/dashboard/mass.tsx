import { randomUUID } from 'node:crypto';
import { LINE_FIELDS, listBatches, readText } from 'notpanel/baskets/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { MASS_INTENTS } from 'notpanel/web/server/dashboard/mass-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Check } from '../../ui/check.tsx';
import { Head } from '../../ui/head.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { Batches } from './mass/batches.tsx';
import { Forms } from './mass/forms.tsx';
import { useUnreadable } from './mass/words.ts';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const query = new URL(request.url).searchParams;
  const from = query.get('from');
  const [batches, text] = await Promise.all([
    listBatches(page.app.db, accountId),
    from === null ? '' : found(readText(page.app, { accountId, id: from }, query.has('refused'))),
  ]);
  // A draft that is changed stays the same batch; what was placed is not placed again.
  const isDraft = from !== null && !query.has('refused') && query.has('edit');
  const id = isDraft ? from : randomUUID();
  return { batches, text, id, zone: timeZone, types: Object.entries(LINE_FIELDS) };
}

export const action = (args: ActionArgs) => act(MASS_INTENTS, args);

/** Many orders at once: paste them, look at each, place them. */
export default function MassPage({
  loaderData: { batches, text, id, zone, types },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('mass');
  const unreadable = useUnreadable();
  const shown = actionData ?? { id, text, repeats: false, unreadable: null };
  return (
    <>
      <Head title={t('title')} description={t('lead')} path="/dashboard/mass" hidden />
      <PageHead title={t('title')} lead={t('lead')} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card>
          <form method="post" encType="multipart/form-data" className="grid gap-5">
            <input type="hidden" name="intent" value="preview" />
            <input type="hidden" name="id" value={shown.id} />
            <TextArea
              label={t('lines')}
              name="lines"
              rows={12}
              dir="ltr"
              spellCheck={false}
              wrap="off"
              placeholder={
                '1204 | https://example.com/post/1 | 1000\n1204 | https://example.com/post/2 | 2500'
              }
              className="w-full rounded-md border border-edge bg-card px-3 py-2.5 font-mono text-[13px]/6 text-ink placeholder:text-soft aria-[invalid=true]:border-canceled"
              defaultValue={shown.text}
              error={shown.unreadable ? unreadable(shown.unreadable) : undefined}
              autoFocus={shown.unreadable !== null}
            />
            <div className="grid gap-1.5">
              <label htmlFor="mass-file" className="text-sm font-medium">
                {t('file')}
              </label>
              <input
                id="mass-file"
                type="file"
                name="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                className="w-full min-w-0 text-sm file:me-3 file:h-9 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-edge file:bg-card file:px-3 file:text-sm file:font-medium file:text-ink"
              />
              <p className="text-sm text-soft">{t('fileHint')}</p>
            </div>
            <Check name="repeats" defaultChecked={shown.repeats}>
              {t('repeats')}
            </Check>
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <Button type="submit" size="large">
                {t('preview')}
              </Button>
              <p className="text-sm text-soft">{t('previewHint')}</p>
            </div>
          </form>
        </Card>
        <Forms types={types} />
      </div>
      <Batches batches={batches} zone={zone} />
    </>
  );
}
