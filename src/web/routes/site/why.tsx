import { readPromises, type Promised, type Shortfall } from 'notpanel/web/server/promises.ts';
import { CLAIM_GROUPS, CLAIMS, type ClaimGroup, type ClaimId } from '../../claims.ts';
import { useFrame } from '../../frame.ts';
import type { PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { Code } from '../../ui/code.tsx';
import { Head } from '../../ui/head.tsx';
import { PageTitle } from '../../ui/page-title.tsx';

export async function loader() {
  const { promised, notMet, notCovered } = await readPromises();
  const groups = CLAIM_GROUPS.map((group) => ({
    group,
    claims: CLAIMS[group].map((id) => ({ id, line: promised.get(id) })),
  }));
  return { groups, notMet, notCovered };
}

/** What we promise, with the test and the figure behind each line. */
export default function WhyPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText('why');
  const { site } = useFrame();
  const title = t('title', { name: site.name });
  return (
    <>
      <Head title={title} description={t('description')} path="/why" />
      <div className="page py-12 md:py-20">
        <PageTitle lead={t('lead')}>{title}</PageTitle>
        <div className="mt-12 grid gap-14 md:mt-16">
          {loaderData.groups.map(({ group, claims }) => (
            <Group key={group} group={group} claims={claims} />
          ))}
          <NotMet shortfalls={loaderData.notMet} notCovered={loaderData.notCovered} />
          <Repeat />
        </div>
      </div>
    </>
  );
}

const COLUMNS = 'md:grid-cols-[5fr_4fr_3fr] md:gap-x-8';

type Claim = { id: ClaimId; line: Promised | undefined };

function Group({ group, claims }: { group: ClaimGroup; claims: readonly Claim[] }) {
  const t = useText('why');
  return (
    <section aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`} className="text-2xl font-semibold tracking-tight">
        {t(`groups.${group}`)}
      </h2>
      <p
        aria-hidden="true"
        className={`mt-4 hidden border-b border-line py-2.5 font-mono text-xs tracking-wide text-soft uppercase md:grid ${COLUMNS}`}
      >
        <span>{t('promise')}</span>
        <span>{t('measured')}</span>
        <span>{t('proof')}</span>
      </p>
      <ul className="max-md:mt-4 max-md:border-t max-md:border-line">
        {claims.map(({ id, line }) => (line ? <Row key={id} id={id} line={line} /> : null))}
      </ul>
    </section>
  );
}

function Row({ id, line }: { id: ClaimId; line: Promised }) {
  const t = useText('why');
  return (
    <li
      id={id}
      className={`grid gap-2 border-b border-line py-4 text-sm md:items-baseline ${COLUMNS}`}
    >
      <h3 className="text-base font-medium text-balance">{t(`claims.${id}`)}</h3>
      <p className="text-soft">
        <span className="sr-only">{t('measured')}: </span>
        {/* As the engineers wrote it down. */}
        <bdi lang="en">{line.measured}</bdi>
      </p>
      <div>
        <span className="sr-only">{t('proof')}: </span>
        <ul className="grid gap-1 font-mono text-xs [overflow-wrap:anywhere]">
          {line.proofs.map((path) => (
            <li key={path}>
              <bdi>{path}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

type NotMetProps = { shortfalls: readonly Shortfall[]; notCovered: string };

function NotMet({ shortfalls, notCovered }: NotMetProps) {
  const t = useText('why');
  return (
    <section className="rounded-lg border border-line bg-card p-5 sm:p-8">
      <h2 className="text-2xl font-semibold tracking-tight">{t('notMet.title')}</h2>
      <p className="mt-2 text-sm text-soft">{t('notMet.text')}</p>
      <dl lang="en" dir="ltr" className="mt-6 grid gap-5 text-sm">
        {shortfalls.map(({ title, text }) => (
          <div key={title} className="grid gap-1 border-s-2 border-accent ps-4">
            <dt className="font-medium">{title}</dt>
            <dd className="max-w-3xl text-soft">{text}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-8 font-semibold">{t('notCovered.title')}</h3>
      <p lang="en" dir="ltr" className="mt-2 max-w-3xl text-sm text-soft">
        {notCovered}
      </p>
    </section>
  );
}

const COMMANDS = 'npm test\nnpm run test:long\nnpm run bench -- --million';

function Repeat() {
  const t = useText('why');
  return (
    <section className="grid items-start gap-6 md:grid-cols-2">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">{t('repeat.title')}</h2>
        <p className="mt-2 text-soft">{t('repeat.text')}</p>
      </div>
      <Code title="sh">{COMMANDS}</Code>
    </section>
  );
}
