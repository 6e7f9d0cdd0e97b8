import { listOwnRefills, type OwnRefill } from 'notpanel/refills/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { cursorLinks, readCursor } from 'notpanel/web/server/dashboard/cursor-query.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PlatformIcon, PlatformSprite } from '../../ui/platform-icon.tsx';
import { Status, type State } from '../../ui/status.tsx';
import { orderName } from '../../order-name.ts';

const SIZE = 20;
const PATH = '/dashboard/refills';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const wanted = { size: SIZE, ...readCursor(new URL(request.url).searchParams) };
  const list = await listOwnRefills(page.app.db, accountId, wanted);
  return { refills: list.rows, links: cursorLinks(PATH, list), zone: timeZone };
}

/** Refills that were asked for, each with every step, who took it and when. */
export default function RefillsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText('orders');
  const { refills, links, zone } = loaderData;
  return (
    <>
      <Head title={t('refills.title')} description={t('refills.lead')} path={PATH} hidden />
      <PlatformSprite platforms={refills.map((one) => one.platform)} />
      <PageHead title={t('refills.title')} lead={t('refills.lead')} />
      {refills.length === 0 ? (
        <Empty title={t('refills.none')}>
          <Button as={A} href="/dashboard/orders?tab=completed" kind="plain" size="small">
            {t('refills.look')}
          </Button>
        </Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {refills.map((one) => (
            <Refill key={one.id} one={one} zone={zone} />
          ))}
        </ul>
      )}
      <CursorNav {...links} />
    </>
  );
}

const STATES = {
  pending: 'pending',
  in_progress: 'running',
  completed: 'completed',
  rejected: 'canceled',
} as const satisfies Record<OwnRefill['status'], State>;

function Refill({ one, zone }: { one: OwnRefill; zone: string }) {
  const t = useText('orders');
  return (
    <li className="grid gap-x-6 gap-y-3 py-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{t('refills.one', { id: `ref_${one.id}` })}</span>
          <Status state={STATES[one.status]}>{t(`refills.state.${one.status}`)}</Status>
        </div>
        <p className="mt-2 flex items-start gap-2 text-sm">
          <PlatformIcon platform={one.platform} className="mt-0.5 size-4" />
          <A href={`/dashboard/orders/${one.orderId}`} dir="auto" className="hover:underline">
            {one.service}
          </A>
        </p>
        <p className="mt-0.5 ps-6 text-xs text-soft">
          <A href={`/dashboard/orders/${one.orderId}`} className="font-mono underline">
            {t('one', { id: orderName(one.orderId) })}
          </A>
          {' · '}
          <bdi dir="ltr" className="font-mono break-all">
            {one.link}
          </bdi>
        </p>
      </div>
      <ol className="story">
        {one.steps.map((step, at) => (
          <li key={at}>
            <span>{t(`refills.step.${step.stage}`)}</span>
            <small>
              <Moment at={step.at} zone={zone} /> · {t(`source.${step.source}`)}
            </small>
            {step.note === null ? null : <small dir="auto">{step.note}</small>}
          </li>
        ))}
      </ol>
    </li>
  );
}
