import type { Page } from 'playwright-core';

export type Expected = {
  locale: string;
  width: number;
  /** The address that search engines are to know it by; undefined: they are not to know it. */
  canonical: string | undefined;
  /** Where the page is in every language, by language; for those with a canonical address. */
  alternates: Readonly<Record<string, string>>;
  /** Beginnings of the texts' keys: `common.`, `home.` … */
  namespaces: readonly string[];
};

/** What every page owes: language, direction, one heading, its addresses, texts, and no more than its width. */
export async function checkShape(page: Page, expected: Expected): Promise<string[]> {
  return page.evaluate((wanted) => {
    const found: string[] = [];
    const owe = (is: unknown, should: unknown, what: string) => {
      if (is !== should) found.push(`${what} is ${String(is)}, not ${String(should)}`);
    };
    const { documentElement: html } = document;
    owe(html.lang, wanted.locale, 'lang');
    owe(html.dir || 'ltr', wanted.locale === 'ar' ? 'rtl' : 'ltr', 'dir');
    owe(document.querySelectorAll('h1').length, 1, 'the number of h1');
    owe(document.querySelectorAll('main').length, 1, 'the number of main');
    if (document.title.trim() === '') found.push('no title');

    const href = (selector: string) => document.querySelector(selector)?.getAttribute('href');
    if (wanted.canonical === undefined) {
      const robots = document.querySelector('meta[name=robots]')?.getAttribute('content') ?? '';
      if (!robots.includes('noindex')) found.push('search engines may list it');
    } else {
      owe(href('link[rel=canonical]'), wanted.canonical, 'canonical');
      const text = document.querySelector('meta[name=description]')?.getAttribute('content') ?? '';
      if (text.length < 20 || text.length > 200) found.push(`description: “${text}”`);
      for (const [language, address] of Object.entries(wanted.alternates)) {
        owe(href(`link[rel=alternate][hreflang="${language}"]`), address, `alternate ${language}`);
      }
    }

    const beyond = html.scrollWidth - wanted.width;
    if (beyond > 0) {
      const isWide = (one: Element) => one.getBoundingClientRect().width > wanted.width + 1;
      const wide = [...document.body.querySelectorAll('*')].filter(
        (one) => isWide(one) && ![...one.children].some(isWide),
      );
      const names = wide.slice(0, 3).map((one) => `${one.tagName}.${one.getAttribute('class')}`);
      found.push(`${beyond} px wider than the window: ${names.join(', ')}`);
    }

    const seen = new Set<string>();
    for (const [id] of [...document.querySelectorAll('[id]')].map((one) => [one.id] as const)) {
      if (seen.has(id)) found.push(`two elements have the id ${id}`);
      seen.add(id);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { textContent: text, parentElement: parent } = walker.currentNode;
      if (!text || parent?.closest('code, pre, script, style')) continue;
      const key = wanted.namespaces.find((one) => text.trim().startsWith(one));
      if (key !== undefined && /^[a-z]+(\.[a-z]\w*)+$/i.test(text.trim())) {
        found.push(`an untranslated text: ${text}`);
      }
      if (/\{\w+(, *\w+)*\}|\bundefined\b|\bNaN\b|\[object /.test(text)) {
        found.push(`an unfilled text: ${text.trim().slice(0, 80)}`);
      }
    }
    return found;
  }, expected);
}
