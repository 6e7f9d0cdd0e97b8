import { readFileSync } from 'node:fs';
import type { Piece, Sources } from './directives/directive.ts';
import { expand } from './expand.ts';
import type { Page } from './page.ts';
import { isPageName, pathOf, type PageName } from './pages.ts';
import { openProse } from './prose.ts';

const FOLDER = new URL('../../docs/product/developers/', import.meta.url);

/** A page from its prose; `prefix` is that of the reader's language (`/tr`, or nothing). */
export function buildPage(name: PageName, sources: Sources, prefix = ''): Page {
  const pieces = expand(readProse(name), sources);
  const prose = openProse({
    highlight: sources.highlight,
    resolve: (href) => siteLink(href, prefix),
  });
  for (const { markdown, blocks, isAside } of pieces) {
    if (blocks) prose.addBlocks(blocks, isAside);
    else prose.add(markdown);
  }
  return {
    name,
    title: prose.title(),
    description: descriptionOf(pieces),
    sections: prose.sections,
    markdown: asMarkdown(pieces, sources.facts.panelUrl),
  };
}

const readProse = (name: PageName): string => readFileSync(new URL(`${name}.md`, FOLDER), 'utf8');

const PAGE_LINK = /^([a-z-]+)\.md(#.*)?$/;

/** `errors.md#x` is a page of the documentation, `/pricing` one of the shop; the rest is as it is. */
function siteLink(href: string, prefix: string): string {
  const [, name = '', anchor = ''] = PAGE_LINK.exec(href) ?? [];
  if (isPageName(name)) return `${prefix}${pathOf(name)}${anchor}`;
  if (href.startsWith('/api/')) return href;
  return href.startsWith('/') ? `${prefix}${href}` : href;
}

const LONGEST_DESCRIPTION = 200; // about what search engines show

/** Of the first paragraph as many whole sentences as search engines show. */
function descriptionOf([first]: readonly Piece[]): string {
  const [, paragraph = ''] = /^# .+\n\n([^#]+?)(?:\n\n|$)/.exec(first?.markdown ?? '') ?? [];
  const sentences = plain(paragraph.replaceAll('\n', ' ').trim()).split(/(?<=[.?!]) /);
  return sentences.reduce((text, sentence) => {
    const longer = `${text} ${sentence}`;
    return longer.length > LONGEST_DESCRIPTION ? text : longer;
  });
}

/** Without the signs of Markdown, for descriptions and the search. */
export const plain = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\\|/g, '|')
    .replace(/`{1,3}|\*\*/g, '');

/** What a program reads: links are whole addresses, headings without their marks. */
function asMarkdown(pieces: readonly Piece[], panelUrl: string): string {
  const text = pieces
    .map(({ markdown }) => markdown.trim())
    .filter((one) => one !== '')
    .join('\n\n')
    .replace(/^(#{2,3} .*?)\s*\{#[\w-]+\}$/gm, '$1')
    .replace(/\]\(([a-z-]+)\.md(#[\w-]+)?\)/g, (_, name: string, anchor = '') =>
      name === 'overview'
        ? `](${panelUrl}/developers.md${anchor})`
        : `](${panelUrl}/developers/${name}.md${anchor})`,
    )
    .replace(/\]\((\/[^)]*)\)/g, `](${panelUrl}$1)`);
  return `${text}\n`;
}
