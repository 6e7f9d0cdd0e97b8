import type { Article } from 'notpanel/web/server/dashboard/suggest-articles.ts';
import type { NewTicketFault } from 'notpanel/web/server/dashboard/new-ticket-intents.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { FileField } from '../../../ui/file-field.tsx';

export const ACCEPT = '.png,.jpg,.jpeg,.pdf,.txt,.csv,.log';

type Props = {
  /** What may answer it already; null: it was not looked for yet. */
  articles: readonly Article[] | null;
  fault: NewTicketFault | undefined;
  detail: string;
};

/** First what is written already, then files and the way to send it. */
export function SendTicket({ articles, fault, detail }: Props) {
  const t = useText('tickets');
  if (articles === null) {
    return (
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button size="large" name="intent" value="next">
          {t('next')}
        </Button>
        <p className="text-sm text-soft">{t('nextHint')}</p>
      </div>
    );
  }
  return (
    <>
      {articles.length === 0 ? null : <Articles articles={articles} />}
      <FileField
        name="files"
        label={t('files.label')}
        hint={t('files.hint')}
        error={fault && t(`files.fault.${fileFault(fault)}`, { name: detail })}
        accept={ACCEPT}
        multiple
      />
      <div>
        <Button size="large" name="intent" value="open">
          {t('send')}
        </Button>
      </div>
    </>
  );
}

/** The texts of what may be wrong with files. */
export const fileFault = (fault: string): 'quota' | 'busy' | 'files' =>
  fault === 'quota' || fault === 'busy' ? fault : 'files';

function Articles({ articles }: { articles: readonly Article[] }) {
  const t = useText('tickets');
  return (
    <section
      aria-labelledby="articles"
      className="rounded-lg border border-line bg-sunken p-5"
      role="status"
    >
      <h2 id="articles" className="text-sm font-medium">
        {t('articles.title')}
      </h2>
      <ul className="mt-3 grid gap-2 text-sm">
        {articles.map(({ kind, title, path }) => (
          <li key={path} className="flex items-baseline gap-3">
            <span className="w-14 shrink-0 font-mono text-xs text-soft">
              {t(`articles.${kind}`)}
            </span>
            <A
              href={path}
              target="_blank"
              lang={kind === 'docs' ? 'en' : undefined}
              className="underline underline-offset-3 hover:text-accent-text"
            >
              <bdi>{title}</bdi>
            </A>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-sm text-soft">{t('articles.else')}</p>
    </section>
  );
}
