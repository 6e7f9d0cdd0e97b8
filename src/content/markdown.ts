import MarkdownIt, { type Token } from 'markdown-it';

export type Heading = { id: string; text: string; level: number };

export type Rendered = {
  /** The first heading of level 1; it is left out of `html`. */
  title: string;
  /** The beginning in plain words, for lists and search engines. */
  summary: string;
  /** Safe: it holds no markup but ours. */
  html: string;
  /** Of levels 2 and 3, in order. */
  headings: Heading[];
  words: number;
  /** Placeholders that have no value, each once. */
  unfilled: string[];
};

export type MarkdownOptions = {
  /** Before the paths of our own pages: `/tr`. */
  prefix?: string;
  /** What `{{name}}` stands for; names that are absent are unfilled. */
  values?: Readonly<Record<string, string>>;
  /** What a reader sees where a value is missing. */
  unfilledText?: string;
};

type Env = Required<MarkdownOptions> & { unfilled: Set<string>; headings: Heading[] };

const LONGEST_SUMMARY = 200; // about what search engines show
const SHORTEST_SUMMARY = 60; // a whole sentence is better than a longer one that is cut
const SAFE_LINK = /^(https?:\/\/|mailto:|\/(?![/\\])|#)/i;
const PLACEHOLDER = /^\{\{([a-z_]{1,40})\}\}/;

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
markdown.disable('image');
markdown.validateLink = (url) => SAFE_LINK.test(url.trim());

markdown.inline.ruler.before('link', 'placeholder', (state, silent) => {
  const [found, name] = PLACEHOLDER.exec(state.src.slice(state.pos, state.pos + 50)) ?? [];
  if (found === undefined || name === undefined) return false;
  if (!silent) state.push('placeholder', '', 0).content = name;
  state.pos += found.length;
  return true;
});
const { rules, utils } = { rules: markdown.renderer.rules, utils: markdown.utils };

rules['placeholder'] = (tokens, at, _options, given) => {
  const env = given as Env;
  const name = tokens[at]?.content ?? '';
  const value = env.values[name];
  if (value === undefined) {
    env.unfilled.add(name);
    return `<mark>${utils.escapeHtml(env.unfilledText)}</mark>`;
  }
  const text = `<bdi>${utils.escapeHtml(value).replaceAll('\n', '<br>')}</bdi>`;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return text;
  return `<a href="mailto:${utils.escapeHtml(encodeURI(value))}">${text}</a>`;
};
rules['link_open'] = (tokens, at, options, given, self) => {
  const env = given as Env;
  const token = tokens[at] as Token;
  const href = String(token.attrGet('href'));
  if (href.startsWith('/')) token.attrSet('href', localPath(env.prefix, href));
  else if (/^http/i.test(href)) token.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, at, options);
};
rules['th_open'] = rules['td_open'] = (tokens, at, options, _env, self) => {
  const token = tokens[at] as Token;
  const isFigure = String(token.attrGet('style')).includes('right'); // no style attribute may leave
  token.attrs = isFigure ? [['class', 'text-end']] : null;
  return self.renderToken(tokens, at, options);
};
rules['table_open'] = () => '<div class="table-scroll" tabindex="0"><table>\n';
rules['table_close'] = () => '</table></div>\n';
rules['fence'] = rules['code_block'] = (tokens, at) =>
  `<pre tabindex="0" dir="ltr"><code>${utils.escapeHtml(tokens[at]?.content ?? '')}</code></pre>\n`;

/** Feeds and files have no translation. */
const localPath = (prefix: string, path: string): string =>
  /\.(xml|json|txt)$/.test(path) ? path : `${prefix}${path === '/' && prefix ? '' : path}`;

/**
 * Renders an operator's Markdown. Markup in it is shown as text, links lead to http, https, mailto
 * and our own pages only, headings have ids.
 */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): Rendered {
  const env: Env = {
    prefix: options.prefix ?? '',
    values: options.values ?? {},
    unfilledText: options.unfilledText ?? '…',
    unfilled: new Set(),
    headings: [],
  };
  const tokens = markdown.parse(text, env);
  const title = takeTitle(tokens, env);
  nameHeadings(tokens, env);
  const html = markdown.renderer.render(tokens, markdown.options, env);
  const plain = tokens.map((token) => plainText(token, env)).filter((one) => one !== '');
  const first = tokens.findIndex(({ type }) => type === 'paragraph_open');
  return {
    title,
    summary: shorten(plainText(tokens[first + 1], env)),
    html,
    headings: env.headings,
    words: plain.join(' ').split(/\s+/).length,
    unfilled: [...env.unfilled],
  };
}

function takeTitle(tokens: Token[], env: Env): string {
  const at = tokens.findIndex(({ type, tag }) => type === 'heading_open' && tag === 'h1');
  if (at === -1) return '';
  const [, inline] = tokens.splice(at, 3);
  return plainText(inline, env);
}

function nameHeadings(tokens: readonly Token[], env: Env): void {
  const taken = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue;
    const text = plainText(tokens[at + 1], env);
    const plain = slugOf(text) || 'part';
    let id = plain;
    for (let n = 2; taken.has(id); n += 1) id = `${plain}-${n}`;
    taken.add(id);
    token.attrSet('id', id);
    const level = Number(token.tag.slice(1));
    if (level <= 3) env.headings.push({ id, text, level });
  }
}

/** Letters of any script stay: an address in Arabic is as good as one in English. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');

function plainText(token: Token | undefined, env: Env): string {
  if (!token) return '';
  if (token.type === 'fence' || token.type === 'code_block') return token.content;
  const parts = (token.children ?? []).map(({ type, content }) =>
    type === 'softbreak' || type === 'hardbreak'
      ? ' '
      : type === 'placeholder'
        ? (env.values[content] ?? env.unfilledText)
        : content,
  );
  return parts.join('').trim();
}

function shorten(text: string): string {
  if (text.length <= LONGEST_SUMMARY) return text;
  const kept = text.slice(0, LONGEST_SUMMARY);
  const end = Math.max(...['. ', '? ', '! ', ': '].map((mark) => kept.lastIndexOf(mark)));
  if (end >= SHORTEST_SUMMARY) return kept.slice(0, end + 1).replace(/:$/, '.');
  return `${kept.slice(0, kept.lastIndexOf(' ')).replace(/[,;:.–-]+$/, '')}…`;
}
