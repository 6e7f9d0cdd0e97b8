import { previewBatch, readResult } from 'notpanel/baskets/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { MASS_BATCH_INTENTS } from 'notpanel/web/server/dashboard/mass-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { Ended } from './mass/ended.tsx';
import { Preview } from './mass/preview.tsx';

export async function loader({ request, context, params }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone } = signedIn(page);
  const name = { accountId, id: params['id'] ?? '' };
  const isFaulty = new URL(request.url).searchParams.get('show') === 'faults';
  const preview = await found(previewBatch(page.app, name));
  if (preview.batch.confirmedAt || 'unreadable' in preview) {
    return { result: await readResult(page.app, name), preview: null, isFaulty, zone };
  }
  return { result: null, preview, isFaulty, zone };
}

export const action = (args: ActionArgs) => act(MASS_BATCH_INTENTS, args);

/** A batch: what placing it would do, and afterwards what became of each line. */
export default function MassBatchPage({
  loaderData: { result, preview, isFaulty, zone },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  if (result) return <Ended result={result} isFaulty={isFaulty} zone={zone} />;
  return <Preview preview={preview} isFaulty={isFaulty} refused={actionData?.refused ?? null} />;
}
