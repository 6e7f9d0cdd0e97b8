import type { Content, PublishedPage } from './read-content.ts';
import { identityValues } from './identity-values.ts';
import { renderMarkdown, type MarkdownOptions, type Rendered } from './markdown.ts';
import { FALLBACK, type PageName } from './page.ts';
import { pageKey } from './shipped.ts';

export type ShownPage = Rendered & {
  /** Of the text: another than was asked for where there is no translation. */
  language: string;
  changedAt: Date;
  /** Null: it is the text that the program ships. */
  version: number | null;
};

export type ShowOptions = Pick<MarkdownOptions, 'prefix' | 'unfilledText'> & {
  language: string;
  /** Of the shop: its name, address and currency. */
  values: Readonly<Record<string, string>>;
};

/** A page as it is published, with the operator named in it. Rendered once for each version. */
export function showPage(content: Content, page: PageName, options: ShowOptions): ShownPage {
  const found =
    content.pages.get(pageKey(options.language, page)) ??
    content.pages.get(pageKey(FALLBACK, page));
  if (!found) throw new Error(`the program ships no ${page}`);
  const shown = remembered(content, JSON.stringify([page, options]), () =>
    renderPage(content, found, options),
  );
  const { language, changedAt, number } = found;
  return { ...shown, language, changedAt, version: number };
}

/** Renders any text as a page of this shop would be. */
export function renderPage(
  { identity }: Pick<Content, 'identity'>,
  { language, body }: Pick<PublishedPage, 'language' | 'body'>,
  { prefix, unfilledText, values }: Omit<ShowOptions, 'language'>,
): Rendered {
  const named = { ...values, ...identityValues(identity, language) };
  const options = {
    values: named,
    ...(prefix !== undefined && { prefix }),
    ...(unfilledText !== undefined && { unfilledText }),
  };
  return renderMarkdown(withoutOptional(body, named), options);
}

const OPTIONAL = /\{\{([a-z_]+)\?\}\}/g;

/** A line with `{{name?}}` is left out where there is no such value. */
const withoutOptional = (body: string, values: Readonly<Record<string, string>>): string =>
  body
    .split('\n')
    .filter((line) => [...line.matchAll(OPTIONAL)].every(([, name = '']) => name in values))
    .join('\n')
    .replaceAll(OPTIONAL, '{{$1}}');

// A Content is replaced as a whole when anything changes, and what was rendered from it goes along.
const RENDERED = new WeakMap<Content, Map<string, Rendered>>();
const MOST = 200; // 5 pages in a few languages; addresses of the shop are its own

function remembered(content: Content, key: string, render: () => Rendered): Rendered {
  let known = RENDERED.get(content);
  if (!known || known.size >= MOST) RENDERED.set(content, (known = new Map()));
  let rendered = known.get(key);
  if (!rendered) known.set(key, (rendered = render()));
  return rendered;
}
