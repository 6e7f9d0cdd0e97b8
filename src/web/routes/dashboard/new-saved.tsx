import { listLinks, listTemplates, readMarks } from 'notpanel/baskets/index.ts';
import { catalog } from 'notpanel/catalog/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { SAVED_INTENTS } from 'notpanel/web/server/dashboard/saved-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';

const DONE = ['template', 'link', 'saved', 'unhidden', 'unfavourite'] as const;

export async function loader({ request, context }: LoaderArgs) {
  const { app, ...page } = pageOf(context);
  const { accountId } = signedIn({ app, ...page });
  const [templates, links, marks, { services }] = await Promise.all([
    listTemplates(app.db, accountId),
    listLinks(app.db, accountId),
    readMarks(app.db, accountId),
    catalog(app),
  ]);
  const named = (ids: Iterable<number>) =>
    [...ids].map((id) => ({ id, name: services.get(id)?.name ?? `#${id}` }));
  const done = new URL(request.url).searchParams.get('done');
  return {
    templates: templates.map(({ id, name, serviceId, fields }) => {
      const { link = '', quantity = '' } = fields;
      return {
        id,
        name,
        service: services.get(serviceId)?.name ?? `#${serviceId}`,
        link,
        quantity,
      };
    }),
    links,
    favourites: named(marks.favourites),
    hidden: named(marks.hidden),
    done: DONE.find((one) => one === done) ?? null,
  };
}

export const action = (args: ActionArgs) => act(SAVED_INTENTS, args);

/** What an account keeps for its next orders. */
export default function Saved({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText('newOrder');
  const { templates, favourites, hidden, done } = loaderData;
  return (
    <>
      <Head
        title={t('saved.title')}
        description={t('saved.lead')}
        path="/dashboard/new/saved"
        hidden
      />
      <PageHead
        trail={[{ href: '/dashboard/new', label: t('title') }]}
        title={t('saved.title')}
        lead={t('saved.lead')}
      >
        <Button as={A} href="/dashboard/new" kind="plain" size="small">
          {t('title')}
        </Button>
      </PageHead>
      {done && !actionData ? <Notice kind="done">{t(`saved.done.${done}`)}</Notice> : null}
      <div className="mt-6">
        <Section id="templates" title={t('templates')} lead={t('saved.templatesLead')}>
          {templates.length === 0 ? (
            <Empty title={t('noTemplates')}>
              <Button as={A} href="/dashboard/new" size="small">
                {t('title')}
              </Button>
            </Empty>
          ) : (
            <List>
              {templates.map(({ id, name, service, link, quantity }) => (
                <Item
                  key={id}
                  name={name}
                  href={`/dashboard/new?template=${id}`}
                  under={[service, quantity, link].filter(Boolean).join(' · ')}
                >
                  <Remove intent="remove-template" field="id" id={id} of={name} />
                </Item>
              ))}
            </List>
          )}
        </Section>
        <Links links={loaderData.links} sent={actionData ?? null} />
        <Section id="favourites" title={t('groups.favourites')} lead={t('saved.favouritesLead')}>
          {favourites.length === 0 ? <None>{t('saved.noFavourites')}</None> : null}
          <List>
            {favourites.map(({ id, name }) => (
              <Item key={id} name={name} href={`/dashboard/new?service=${id}`}>
                <Remove intent="unfavourite" field="service" id={id} of={name} />
              </Item>
            ))}
          </List>
        </Section>
        <Section id="hidden" title={t('saved.hidden')} lead={t('saved.hiddenLead')}>
          {hidden.length === 0 ? <None>{t('saved.noHidden')}</None> : null}
          <List>
            {hidden.map(({ id, name }) => (
              <Item key={id} name={name} href={`/dashboard/new?service=${id}`}>
                <Remove intent="unhide" field="service" id={id} of={name} show />
              </Item>
            ))}
          </List>
        </Section>
      </div>
    </>
  );
}

type LinksProps = {
  links: Awaited<ReturnType<typeof loader>>['links'];
  sent: { link: string; name: string; fault: 'link' | 'name' | 'full' } | null;
};

function Links({ links, sent }: LinksProps) {
  const t = useText('newOrder');
  const errorOf = (field: 'link' | 'name') =>
    sent && (sent.fault === field || (field === 'link' && sent.fault === 'full'))
      ? t(`saved.faults.${sent.fault}`)
      : undefined;
  return (
    <Section id="links" title={t('saved.links')} lead={t('saved.linksLead')}>
      <List>
        {links.map(({ id, name, link }) => (
          <Item key={id} name={name || link} under={name ? link : undefined}>
            <Remove intent="remove-link" field="id" id={id} of={name || link} />
          </Item>
        ))}
      </List>
      <form
        method="post"
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_12rem_auto] sm:items-start"
      >
        <input type="hidden" name="intent" value="add-link" />
        <Field
          name="link"
          type="url"
          dir="ltr"
          required
          maxLength={1000}
          label={t('fields.link.label')}
          error={errorOf('link')}
          defaultValue={sent?.link}
          autoFocus={sent !== null && sent.fault !== 'name'}
        />
        <Field
          name="name"
          maxLength={60}
          label={t('optional', { label: t('saved.name') })}
          error={errorOf('name')}
          defaultValue={sent?.name}
          autoFocus={sent?.fault === 'name'}
        />
        <Button type="submit" kind="plain" className="h-11 sm:mt-6.5">
          {t('saved.add')}
        </Button>
      </form>
    </Section>
  );
}

const None = ({ children }: { children: string }) => (
  <p className="text-sm text-soft">{children}</p>
);

const List = ({ children }: { children: React.ReactNode[] }) =>
  children.length === 0 ? null : (
    <ul className="divide-y divide-line border-y border-line">{children}</ul>
  );

type ItemProps = {
  name: string;
  href?: string;
  under?: string | undefined;
  children: React.ReactNode;
};

function Item({ name, href, under, children }: ItemProps) {
  return (
    <li className="flex items-center justify-between gap-4 py-2.5 text-sm">
      <span className="grid min-w-0 gap-0.5">
        {href ? (
          <A href={href} dir="auto" className="truncate font-medium hover:underline rtl:text-right">
            {name}
          </A>
        ) : (
          <span dir="auto" className="truncate font-medium rtl:text-right">
            {name}
          </span>
        )}
        {under ? (
          <span dir="auto" className="truncate text-xs text-soft">
            {under}
          </span>
        ) : null}
      </span>
      {children}
    </li>
  );
}

type RemoveProps = {
  intent: keyof typeof SAVED_INTENTS;
  field: 'id' | 'service';
  id: number;
  of: string;
  show?: boolean;
};

function Remove({ intent, field, id, of, show = false }: RemoveProps) {
  const t = useText('newOrder');
  return (
    <form method="post" className="shrink-0">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name={field} value={id} />
      <Button
        type="submit"
        kind="quiet"
        size="small"
        aria-label={t(show ? 'saved.showOf' : 'saved.removeOf', { name: of })}
      >
        {t(show ? 'saved.show' : 'saved.remove')}
      </Button>
    </form>
  );
}
