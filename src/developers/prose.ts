import MarkdownIt, { type Token } from 'markdown-it';
import type { Highlight } from './highlight.ts';
import type { Block, Section } from './page.ts';

type Markdown = InstanceType<typeof MarkdownIt>;

export type ProseOptions = {
  highlight: Highlight;
  /** Where a link of the prose leads on the site. */
  resolve(href: string): string;
};

type Open = {
  -readonly [Name in keyof Section]: Section[Name] extends readonly (infer One)[]
    ? One[]
    : Section[Name];
};

const HEADING_ID = /\s*\{#([\w-]+)\}$/;

/** Gathers a page: sections begin at headings of the second rank; `title` is that of the first. */
export function openProse({ highlight, resolve }: ProseOptions) {
  const md = markdown(resolve);
  const sections: Open[] = [newSection('', '', '')];
  let title = '';
  const current = (): Open => sections.at(-1) as Open;

  const addTokens = (tokens: Token[]) => {
    if (tokens.length === 0) return;
    const html = md.renderer.render(tokens, md.options, {});
    const last = current().blocks.at(-1);
    if (last?.kind === 'html') {
      current().blocks.splice(-1, 1, { kind: 'html', html: last.html + html });
    } else current().blocks.push({ kind: 'html', html });
  };

  return {
    sections,
    title: () => title,
    add(text: string): void {
      let pending: Token[] = [];
      const flush = () => {
        addTokens(pending);
        pending = [];
      };
      const tokens = md.parse(text, {});
      for (let at = 0; at < tokens.length; at += 1) {
        const token = tokens[at] as Token;
        if (token.type === 'fence' && token.level === 0) {
          flush();
          current().blocks.push({
            kind: 'code',
            code: highlight(token.content, token.info.trim()),
          });
        } else if (token.type === 'heading_open' && /^h[12]$/.test(token.tag)) {
          flush();
          const inline = tokens[at + 1] as Token;
          const plain = plainText(inline);
          const html = md.renderer.renderInline(inline.children ?? [], md.options, {});
          if (token.tag === 'h1') title = plain;
          else sections.push(newSection(String(token.attrGet('id')), plain, html));
          at += 2;
        } else pending.push(token);
      }
      flush();
    },
    addBlocks(blocks: readonly Block[], isAside = false): void {
      current()[isAside ? 'aside' : 'blocks'].push(...blocks);
    },
  };
}

const newSection = (id: string, title: string, titleHtml: string): Open => ({
  ...{ id, title, titleHtml },
  blocks: [],
  aside: [],
});

function markdown(resolve: (href: string) => string): Markdown {
  const md = new MarkdownIt({ html: false });
  md.core.ruler.push('ids', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      if (token.type === 'heading_open') giveId(token, tokens[at + 1] as Token);
    }
  });
  md.core.ruler.push('links', ({ tokens }) => {
    for (const link of tokens.flatMap(({ children }) => children ?? [])) {
      if (link.type === 'link_open') link.attrSet('href', resolve(String(link.attrGet('href'))));
    }
  });
  // A wide table scrolls by itself, also by keyboard, and never the page.
  md.renderer.rules['table_open'] = () =>
    '<div class="doc-scroll" role="region" aria-label="Table" tabindex="0"><table>';
  md.renderer.rules['table_close'] = () => '</table></div>';
  md.renderer.rules['heading_open'] = (tokens, at) => {
    const heading = tokens[at] as Token;
    const id = String(heading.attrGet('id'));
    return `<${heading.tag} id="${id}"><a href="#${id}">`;
  };
  md.renderer.rules['heading_close'] = (tokens, at) => `</a></${(tokens[at] as Token).tag}>`;
  return md;
}

/** The id that the heading names (`{#id}`), or one made of its words. */
function giveId(heading: Token, inline: Token): void {
  const last = inline.children?.at(-1);
  const [, named] = HEADING_ID.exec(last?.content ?? '') ?? [];
  if (named !== undefined && last) last.content = last.content.replace(HEADING_ID, '');
  heading.attrSet('id', named ?? slug(plainText(inline)));
}

const plainText = ({ children }: Token): string =>
  (children ?? []).map(({ content }) => content).join('');

export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '');
