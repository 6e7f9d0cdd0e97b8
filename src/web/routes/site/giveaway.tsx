import { data, redirect } from 'react-router';
import {
  enterGiveaway,
  listGiveaways,
  readEntries,
  type Giveaway,
  type OwnEntry,
} from 'notpanel/promotions/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { GiveawayCard, PastGiveaway } from '../../ui/giveaway.tsx';
import { GiveawayGuide } from '../../ui/giveaway-guide.tsx';
import { Head } from '../../ui/head.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { PriceNote } from '../../ui/price-note.tsx';

export async function loader({ context }: LoaderArgs) {
  const { app, visitor } = pageOf(context);
  const [giveaways, entries] = await Promise.all([
    listGiveaways(app),
    visitor ? readEntries(app.db, visitor.accountId) : new Map<number, OwnEntry>(),
  ]);
  const isNow = ({ state }: Giveaway) => state !== 'drawn' && state !== 'canceled';
  return {
    now: giveaways.filter(isNow).map((giveaway) => ({ giveaway, entry: entries.get(giveaway.id) })),
    past: giveaways
      .filter((giveaway) => !isNow(giveaway))
      .map((giveaway) => ({ giveaway, entry: entries.get(giveaway.id) })),
  };
}

const LARGEST_ID = 2_147_483_647;

/** Enters the visitor's account; whoever is refused reads why beside the button. */
export async function action({ request, context }: ActionArgs) {
  const { app, visitor } = pageOf(context);
  if (!visitor) return redirect('/sign-in?next=%2Fgiveaway', 303);
  const giveawayId = Number((await request.formData()).get('giveaway'));
  const isId = Number.isInteger(giveawayId) && giveawayId > 0 && giveawayId <= LARGEST_ID;
  const known = isId && (await listGiveaways(app)).some(({ id }) => id === giveawayId);
  if (!known) throw new Response(null, { status: 404 });
  const outcome = await enterGiveaway(app, { giveawayId, accountId: visitor.accountId });
  if (outcome.kind !== 'refused') return redirect(`/giveaway#giveaway-${giveawayId}`, 303);
  return data({ giveawayId, why: outcome.why }, { status: 422 });
}

/** What can be won, who won, and how anybody can tell that it was a draw. */
export default function GiveawayPage({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText('giveaway');
  const { display } = useFrame();
  const { now, past } = loaderData;
  return (
    <>
      <Head title={t('title')} description={t('description')} path="/giveaway" />
      <div className="page py-12 md:py-20">
        <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
        <div className="mt-10 grid gap-8 md:mt-14">
          {now.map(({ giveaway, entry }) => (
            <GiveawayCard
              key={giveaway.id}
              giveaway={giveaway}
              entry={entry}
              refused={actionData?.giveawayId === giveaway.id ? actionData.why : undefined}
            />
          ))}
          {now.length === 0 ? <None /> : display ? <PriceNote /> : null}
        </div>
        <GiveawayGuide example={past[0]?.giveaway ?? now[0]?.giveaway} />
        {past.length === 0 ? null : (
          <section className="mt-16">
            <h2 className="text-2xl font-semibold tracking-tight">{t('past')}</h2>
            <div className="mt-6 grid gap-4">
              {past.map(({ giveaway, entry }) => (
                <PastGiveaway key={giveaway.id} giveaway={giveaway} entry={entry} />
              ))}
            </div>
          </section>
        )}
      </div>
    </>
  );
}

function None() {
  const t = useText('giveaway');
  return (
    <div className="grid gap-2 rounded-lg border border-dashed border-edge px-6 py-14 text-center">
      <p className="text-lg font-semibold">{t('none.title')}</p>
      <p className="text-soft">{t('none.text')}</p>
    </div>
  );
}
