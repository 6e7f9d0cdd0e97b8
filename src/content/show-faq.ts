import type { Content } from './read-content.ts';
import { identityValues } from './identity-values.ts';
import { FAQ_TOPICS, type FaqEntry, type FaqTopic } from './faq-entry.ts';
import { renderMarkdown, type MarkdownOptions } from './markdown.ts';
import { FALLBACK } from './page.ts';

export type ShownEntry = {
  key: string;
  language: string;
  question: string;
  html: string;
};

export type FaqOptions = MarkdownOptions & {
  language: string;
  /** Words that an entry must have, all of them, in question or answer. */
  search?: string;
};

/** The questions by topic, in their order; where a language has none, the English ones. */
export function showFaq(
  { faq, identity }: Content,
  { language, search = '', ...options }: FaqOptions,
): { topic: FaqTopic; entries: ShownEntry[] }[] {
  const visible = faq.filter(({ hidden }) => !hidden);
  const own = visible.filter((one) => one.language === language);
  const entries = own.length > 0 ? own : visible.filter((one) => one.language === FALLBACK);
  const words = folded(search, language).split(/\s+/).filter(Boolean);
  const isFound = ({ question, answer }: FaqEntry) => {
    const text = folded(`${question} ${answer}`, language);
    return words.every((word) => text.includes(word));
  };
  const values = { ...options.values, ...identityValues(identity, language) };
  const show = ({ key, language: of, question, answer }: FaqEntry): ShownEntry => {
    const { html } = renderMarkdown(answer, { ...options, values });
    return { key, language: of, question, html };
  };
  return FAQ_TOPICS.map((topic) => ({
    topic,
    entries: entries.filter((one) => one.topic === topic && isFound(one)).map(show),
  })).filter((group) => group.entries.length > 0);
}

/** Without letter case and accents, in the way of the language: a Turkish I is an ı. */
const folded = (text: string, language: string): string =>
  text.toLocaleLowerCase(language).normalize('NFD').replaceAll(/\p{M}/gu, '');
