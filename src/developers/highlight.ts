import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { Code } from './page.ts';

export type Highlight = (text: string, language: string) => Code;

const THEME = 'classes';
const GRAMMARS: Record<string, string> = {
  sh: 'shellscript',
  shellscript: 'shellscript',
  js: 'javascript',
  javascript: 'javascript',
  ts: 'typescript',
  typescript: 'typescript',
  python: 'python',
  php: 'php',
  go: 'go',
  json: 'json',
  http: 'http',
};

let loading: Promise<Highlight> | undefined;

/**
 * Colours code by classes (`t-keyword`, …), because a strict policy allows no style attributes.
 * What has no grammar stays plain. Loaded once per process: it takes a tenth of a second.
 */
export const openHighlight = (): Promise<Highlight> => (loading ??= load());

async function load(): Promise<Highlight> {
  const highlighter = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: THEME, variablePrefix: '--' })],
    langs: [
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/javascript.mjs'),
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/python.mjs'),
      import('shiki/langs/php.mjs'),
      import('shiki/langs/go.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/http.mjs'),
    ],
    engine: createJavaScriptRegexEngine(),
  });
  return (text, language) => ({ language, text, html: colour(highlighter, text, language) });
}

function colour(highlighter: HighlighterCore, text: string, language: string): string {
  const lang = GRAMMARS[language];
  const trimmed = text.replace(/\n$/, '');
  if (lang === undefined) return escapeHtml(trimmed);
  const { tokens } = highlighter.codeToTokens(trimmed, { lang, theme: THEME });
  return tokens
    .map((line) => line.map(({ content, color }) => span(content, color)).join(''))
    .join('\n');
}

/** `var(--token-string-expression)` is the class `t-string-expression`. */
function span(content: string, color: string | undefined): string {
  const name = /--token-([\w-]+)/.exec(color ?? '')?.[1];
  const text = escapeHtml(content);
  return name === undefined || content.trim() === '' ? text : `<i class="t-${name}">${text}</i>`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ESCAPES[one] as string);
